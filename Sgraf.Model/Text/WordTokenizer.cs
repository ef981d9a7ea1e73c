namespace Sgraf.Model.Text;

/// <summary>Splits captions into the tokens that the published vocabularies were built from.</summary>
/// <remarks>
/// NLTK 3.8, <c>word_tokenize</c>: sentences by Punkt, then Penn Treebank tokens of each sentence. A full stop within the caption
/// is a token of its own only where a sentence ends. Straight quotes become <c>``</c> and <c>''</c>.
/// Any text is safe, and the time is linear in its length.
/// Differs: the list of <see cref="Abbreviations"/> is our own, and captions are taken to be normalized
/// (<see cref="CaptionText.Normalize"/>), so that ASCII capitals have no rules. A vocabulary may hold words of an older generation
/// of these rules, such as <c>field..</c>; no caption will have them.
/// </remarks>
public static class WordTokenizer
{
    /// <summary>The tokens of a caption.</summary>
    /// <param name="caption">A normalized caption.</param>
    public static IReadOnlyList<string> Tokenize(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        var tokens = new List<string>();
        foreach (var token in Enumerate(caption)) tokens.Add(token.ToString());
        return tokens;
    }

    /// <summary>The tokens of a caption, without a copy of any.</summary>
    /// <param name="caption">A normalized caption, which must outlive the enumeration.</param>
    public static CaptionTokens Enumerate(ReadOnlySpan<char> caption) => new(caption);
}
