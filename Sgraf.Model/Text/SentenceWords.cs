using System.Buffers;

namespace Sgraf.Model.Text;

/// <summary>The words by which the end of a sentence is judged; a full stop stays with its word.</summary>
/// <remarks>NLTK 3.8, <c>PunktLanguageVars.word_tokenize</c>. Every character is looked at a bounded number of times.</remarks>
internal ref struct SentenceWords(ReadOnlySpan<char> text)
{
    /// <summary>Never within a word, unless it is the word's first character and no bar to starting one.</summary>
    private static readonly SearchValues<char> Enders = SearchValues.Create("?!)\";}]*:@'({[");

    private static readonly SearchValues<char> NonStarters = SearchValues.Create("(\"`{[:;&#*@)}]-,");

    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Whether a character ends the word before it, and may follow a sentence at once.</summary>
    public static bool IsEnder(char character) => Enders.Contains(character);

    public bool MoveNext()
    {
        var start = 0;
        while (start < _rest.Length && CharacterClass.IsSpace(_rest[start])) start++;
        _rest = _rest[start..];
        if (_rest.IsEmpty) return false;
        var length = WordLength(_rest);
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        if (StartsWithRun(text)) return RunLength(text);
        if (NonStarters.Contains(text[0])) return 1;
        var length = 1;
        while (!EndsWord(text[length..])) length++;
        return length;
    }

    private static bool EndsWord(ReadOnlySpan<char> rest) =>
        EndsWordOrComma(rest) || (rest[0] == ',' && EndsWordOrComma(rest[1..]));

    private static bool EndsWordOrComma(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || CharacterClass.IsSpace(rest[0]) || IsEnder(rest[0]) || StartsWithRun(rest);

    // Two or more dashes, two or more stops, or three or more stops with one space between each.
    private static bool StartsWithRun(ReadOnlySpan<char> text) =>
        text.StartsWith("--") || text.StartsWith("..")
        || (StartsSpacedStop(text) && StartsSpacedStop(text[2..]) && text[4..].StartsWith('.'));

    private static int RunLength(ReadOnlySpan<char> text)
    {
        if (text[1] != text[0]) return SpacedStopsLength(text);
        var length = text.IndexOfAnyExcept(text[0]);
        return length < 0 ? text.Length : length;
    }

    private static int SpacedStopsLength(ReadOnlySpan<char> text)
    {
        var length = 4;
        while (StartsSpacedStop(text[length..])) length += 2;
        return text[length..].StartsWith('.') ? length + 1 : length - 1;
    }

    // Words never reach over a line, hence not over a line feed.
    private static bool StartsSpacedStop(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] == '.' && text[1] != '\n' && CharacterClass.IsSpace(text[1]);
}
