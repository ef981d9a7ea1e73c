namespace Sgraf.Model.Bundles;

/// <summary>How captions become words, and what region features are, for one model.</summary>
/// <remarks>How a picture becomes the detector's input is said by the detector's own file.</remarks>
public sealed record Preprocessing
{
    internal const string OnlyTokenizer = "nltk-3.8", OnlyFeatures = "raw";

    /// <summary>The rules that split captions into words; there is one way, <c>nltk-3.8</c>.</summary>
    public string Tokenizer { get; init; } = OnlyTokenizer;

    /// <summary>What is done to a detector's features; there is one way, the published one: <c>raw</c>, nothing.</summary>
    public string Features { get; init; } = OnlyFeatures;
}
