using Sgraf.Model.Bundles;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Import;

/// <summary>The detector behind imported networks.</summary>
/// <param name="Id">Its name and version.</param>
/// <param name="Path">Its file, which the bundle is to hold; null for none.</param>
internal sealed record ImportedDetector(string Id, string? Path)
{
    /// <summary>The detector that was named, held against those of the runs; or that of the runs; or that of the published files.</summary>
    /// <param name="named">An id or an <c>.onnx</c> file; null for neither.</param>
    /// <param name="networks">The networks, of one size.</param>
    /// <exception cref="CheckpointException">They were trained on features of different detectors.</exception>
    /// <exception cref="DetectorException">The file is no sound detector, or another one: every problem is listed.</exception>
    public static ImportedDetector Settle(string? named, IReadOnlyList<ImportedNetwork> networks)
    {
        ImportedRun[] runs = [.. networks.Select(network => network.Run).OfType<ImportedRun>()];
        string[] known = [.. runs.Select(run => run.Detector).OfType<string>().Distinct()];
        if (known.Length > 1)
            throw new CheckpointException($"The runs were trained on features of {string.Join(" and ", known)}; expected one detector.");
        if (named is not null && IsFile(named)) return new ImportedDetector(Check(named, known.FirstOrDefault(), networks[0].Sizes.Config), named);
        if (named is not null && known.Length > 0 && named != known[0])
            throw new CheckpointException($"The runs were trained on features of {known[0]}, --detector says {named}; leave it out.");
        var unnamed = runs.Length > 0 ? RunSettings.UnknownDetector : CheckpointImport.PublishedDetector;
        return new ImportedDetector(named ?? known.FirstOrDefault() ?? unnamed, null);
    }

    private static bool IsFile(string named) => System.IO.Path.GetExtension(named).Equals(".onnx", StringComparison.OrdinalIgnoreCase);

    private static string Check(string path, string? id, ModelConfig config)
    {
        using var source = RegionSource.Open(path, new RegionSourceOptions { DetectorId = id, FeatureSize = config.FeatureSize });
        return source.Id;
    }
}
