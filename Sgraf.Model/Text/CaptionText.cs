namespace Sgraf.Model.Text;

/// <summary>The form of a caption that the vocabularies were built from.</summary>
public static class CaptionText
{
    private const char Replacement = '\uFFFD';

    /// <summary>A caption without white space around it and in lower case, both in ASCII alone.</summary>
    /// <remarks>
    /// The official code strips and lower-cases bytes before it decodes them: 'É' stays, and so does a no-break space at an end.
    /// Half a surrogate pair, which no decoded file can hold, becomes U+FFFD as an undecodable byte would.
    /// </remarks>
    /// <returns>The caption; the same string where nothing had to change. Normalizing it again changes nothing.</returns>
    public static string Normalize(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        var text = caption.AsSpan().Trim(" \t\n\v\f\r");
        if (text.Length == caption.Length && !text.ContainsAnyInRange('A', 'Z') && IsWellFormed(text)) return caption;
        return string.Create(text.Length, text, static (normalized, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                normalized[i] = IsLoneSurrogate(text, i) ? Replacement : ToLower(text[i]);
        });
    }

    /// <summary>Whether every surrogate is half of a pair, so that the text can be written to a file and read back.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
            if (IsLoneSurrogate(text, i)) return false;
        return true;
    }

    private static bool IsLoneSurrogate(ReadOnlySpan<char> text, int i)
    {
        if (char.IsHighSurrogate(text[i])) return i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]);
        return char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
    }

    private static char ToLower(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
}
