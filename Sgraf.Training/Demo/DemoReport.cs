using Sgraf.Model.Bundles;
using Sgraf.Training.Detection;

namespace Sgraf.Training.Demo;

/// <summary>What <c>sgraf demo --json</c> says.</summary>
/// <param name="Bundle">The model's folder.</param>
/// <param name="BundleBytes">Bytes of its files.</param>
/// <param name="Gallery">The gallery's folder.</param>
/// <param name="GalleryBytes">Bytes of its files.</param>
/// <param name="Metrics">What was measured on unseen scenes, by name.</param>
/// <param name="Detector">The detector.</param>
/// <param name="Seconds">Time of each stage, over all sittings.</param>
internal sealed record DemoReport(
    string Bundle, long BundleBytes, string Gallery, long GalleryBytes, IReadOnlyDictionary<string, double> Metrics,
    DetectorTrainReport Detector, IReadOnlyDictionary<string, double> Seconds)
{
    public static DemoReport Of(
        DemoFolder folder, BundleManifest manifest, DetectorTrainReport detector, IReadOnlyDictionary<string, double> seconds) => new(
        folder.Bundle, BytesOf(folder.Bundle), folder.Gallery, BytesOf(folder.Gallery), manifest.Provenance.Metrics, detector, seconds);

    private static long BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
