using System.Text.Json;

namespace Sgraf.Model.Bundles;

/// <summary>The files that a detector consists of: its network, and what lies beside it by the same name.</summary>
internal static class DetectorFiles
{
    /// <summary>The setting that names a second network, whose boxes are cut out.</summary>
    public const string BoxesKey = "detector.boxes";

    /// <summary>The file with a detector's settings, where its network has none of its own.</summary>
    public static string SettingsBeside(string network) => network + ".json";

    /// <summary>Files in which an exporter left a network's weights, by the names that exporters give them.</summary>
    public static IEnumerable<string> WeightsBeside(string network) => new[] { network + ".data", network + "_data" }.Where(File.Exists);

    /// <summary>What keeps a detector from being part of a bundle, one line each; whether it is a sound one is for its own checks to say.</summary>
    public static IEnumerable<string> Problems(string network)
    {
        foreach (var weights in WeightsBeside(network))
            yield return $"{BundleFiles.Detector}: its weights lie in {Path.GetFileName(weights)} beside it, expected them within; save it as one file, by onnx.save";
        if (NamesBoxes(SettingsBeside(network)))
            yield return $"{BundleFiles.Detector}: its settings name another file as {BoxesKey}, expected one network for all; leave it away, or export both as one";
    }

    /// <summary>False where the settings cannot be read, which is for the detector's checks to say.</summary>
    private static bool NamesBoxes(string settings)
    {
        if (!File.Exists(settings))
            return false;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(settings));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(BoxesKey, out _);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
