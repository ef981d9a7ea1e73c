using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Training.Gradients;
using Sgraf.Training.Network;

namespace Sgraf.Training.Alignments;

/// <summary>The weights of a similarity encoder as the kernel reads them, forwards and backwards.</summary>
/// <remarks>They change with every step and are packed anew each time; that costs a hundredth of a pass over all pairs.</remarks>
internal sealed class AlignmentWeights : IDisposable
{
    private const string Similarity = "sim_enc.";
    private static readonly string[] GlobalAttention = [Similarity + "v_global_w.", Similarity + "t_global_w."];

    /// <param name="network">The network.</param>
    /// <param name="module">The module whose head goes with the encoder.</param>
    public AlignmentWeights(SgrafNetwork network, SimilarityModule module)
    {
        var checkpoint = Of(network, module);
        Forward = new SimilarityEncoderWeights(checkpoint, network.Config, module);
        Local = new LayerRows(checkpoint[$"{Similarity}sim_tranloc_w.weight"]);
        Global = new LayerRows(checkpoint[$"{Similarity}sim_tranglo_w.weight"]);
    }

    /// <summary>For the forward pass.</summary>
    public SimilarityEncoderWeights Forward { get; }

    /// <summary>The transform of words for its backward pass.</summary>
    public LayerRows Local { get; }

    /// <summary>The transform of whole images and captions for its backward pass.</summary>
    public LayerRows Global { get; }

    /// <summary>The similarity encoder of a network with one head.</summary>
    public static Checkpoint Of(SgrafNetwork network, SimilarityModule module) => new(network.TensorsOf(module)
        .Where(tensor => tensor.Name.StartsWith(Similarity, StringComparison.Ordinal)
            && !GlobalAttention.Any(part => tensor.Name.StartsWith(part, StringComparison.Ordinal)))
        .ToDictionary(tensor => tensor.Name, tensor => NetworkWeights.Read(tensor.Tensor), StringComparer.Ordinal));

    /// <inheritdoc />
    public void Dispose()
    {
        Forward.Dispose();
        Local.Dispose();
        Global.Dispose();
    }
}
