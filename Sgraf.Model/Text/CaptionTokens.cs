namespace Sgraf.Model.Text;

/// <summary>The tokens of a caption as parts of its text, for <c>foreach</c>.</summary>
public readonly ref struct CaptionTokens
{
    private readonly ReadOnlySpan<char> _caption;

    internal CaptionTokens(ReadOnlySpan<char> caption) => _caption = caption;

    /// <summary>Starts from the first token.</summary>
    public TokenEnumerator GetEnumerator() => new(_caption);
}
