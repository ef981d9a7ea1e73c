namespace Sgraf.Model.Bundles;

/// <summary>How captions become words, and what region features are, for one model.</summary>
/// <remarks>How a picture becomes the detector's input is said by the detector's own file.</remarks>
public sealed record Preprocessing
{
    /// <summary>The rules that split captions into words.</summary>
    public string Tokenizer { get; init; } = "nltk-3.8";

    /// <summary>What is done to a detector's features; <c>raw</c>, the published way, is nothing.</summary>
    public string Features { get; init; } = "raw";
}
