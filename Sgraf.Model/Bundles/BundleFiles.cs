namespace Sgraf.Model.Bundles;

/// <summary>The names of a bundle's files.</summary>
internal static class BundleFiles
{
    internal const string Manifest = "model.json";
    internal const string Vocabulary = "vocab.json";
    internal const string Sgr = "sgr.safetensors";
    internal const string Saf = "saf.safetensors";
    internal const string Detector = "detector.onnx";
    internal const string DetectorSettings = Detector + ".json";
    internal const string Shortlist = "shortlist.safetensors";

    internal static readonly string[] All = [Manifest, Vocabulary, Sgr, Saf, Detector, DetectorSettings, Shortlist];

    internal static string OfModule(SimilarityModule module) => module == SimilarityModule.Sgr ? Sgr : Saf;
}
