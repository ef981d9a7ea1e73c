using Sgraf.Model.Bundles;
using Sgraf.Training.Import;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf inspect --json</c> says of weights.</summary>
/// <param name="Path">What was inspected.</param>
/// <param name="Kind"><c>bundle</c>, <c>safetensors</c> or <c>torch</c>.</param>
/// <param name="Modules"><c>sgr</c>, <c>saf</c>, <c>sgraf</c> for both, or <c>dual</c> for a file of encoders alone; null for weights of another kind.</param>
/// <param name="DetectorId">The detector whose features the networks read; null where the file does not say.</param>
/// <param name="Config">The sizes of the networks; null for weights of another kind.</param>
/// <param name="ModelId">What tells a bundle's model from any other; null for a file.</param>
/// <param name="Shortlist">What a bundle's first stage of a search goes by: <c>globals</c>, <c>projected</c> or <c>dual</c>; null for a file.</param>
/// <param name="VectorSize">Values of its vectors; null for a file.</param>
/// <param name="SelfTest">A bundle's self-test, repeated; null for a file, and for a bundle without one.</param>
/// <param name="Provenance">Where the weights come from.</param>
/// <param name="Notes">Notes of a safetensors file, options of a published checkpoint.</param>
/// <param name="Parameters">Values that training learns.</param>
/// <param name="Tensors">Every tensor.</param>
internal sealed record CheckpointReport(
    string Path,
    string Kind,
    string? Modules,
    string? DetectorId,
    ModelConfig? Config,
    string? ModelId,
    string? Shortlist,
    int? VectorSize,
    SelfTestReport? SelfTest,
    Provenance Provenance,
    IReadOnlyDictionary<string, string> Notes,
    long Parameters,
    IReadOnlyList<TensorReport> Tensors)
{
    public static CheckpointReport Of(string path)
    {
        var found = CheckpointDescription.Of(path);
        return new CheckpointReport(
            path, found.Kind, found.Modules?.Name().ToLowerInvariant(), found.DetectorId, found.Config, found.ModelId,
            found.Shortlist?.Kind.ToString().ToLowerInvariant(), found.Shortlist?.Size, found.SelfTest is { } test ? SelfTestReport.Of(test) : null, found.Provenance, found.Notes, found.ParameterCount,
            [.. found.Tensors.Select(tensor => new TensorReport(tensor.File, tensor.Name, $"{tensor.DType}", tensor.Shape))]);
    }
}
