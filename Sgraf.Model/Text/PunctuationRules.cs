using System.Buffers;

namespace Sgraf.Model.Text;

/// <summary>Splits quotes, punctuation, brackets and dashes off, in one pass from left to right.</summary>
/// <remarks>
/// NLTK 3.8, <c>NLTKWordTokenizer</c>: STARTING_QUOTES, PUNCTUATION, PARENS_BRACKETS, DOUBLE_DASHES and the quotes of ENDING_QUOTES.
/// There each is a substitution over the whole text. They do not touch one another's characters, so that one pass gives the same,
/// provided that a later rule for apostrophes knows which spaces were there before it: these are the early ones.
/// </remarks>
internal static class PunctuationRules
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("\"'`«“‘„»”’.,:;@#$%&?!*()[]{}<>-");

    public static void Apply(MarkedSentence sentence)
    {
        var text = sentence.Text;
        for (int i = 0, found; (found = text[i..].IndexOfAny(Characters)) >= 0;)
        {
            i += found;
            i += Split(sentence, i);
        }
        SplitFinalStop(sentence);
    }

    /// <returns>How many characters are dealt with.</returns>
    private static int Split(MarkedSentence sentence, int i)
    {
        switch (sentence.Text[i])
        {
            case '"': return SplitQuote(sentence, i, length: 1);
            case '\'': return SplitApostrophe(sentence, i);
            case '`': return SplitPairs(sentence, i, isOddSplit: true, Mark.EarlySpace);
            case '-': return SplitPairs(sentence, i, isOddSplit: false, Mark.LateSpace);
            case '.': return SplitStops(sentence, i);
            case ',' or ':': return SplitComma(sentence, i);
            case '*' or '(' or ')' or '[' or ']' or '{' or '}' or '<' or '>' or '»' or '”' or '’':
                sentence.Isolate(i, 1, Mark.LateSpace);
                return 1;
            default:
                sentence.Isolate(i, 1, Mark.EarlySpace);
                return 1;
        }
    }

    private static int SplitQuote(MarkedSentence sentence, int i, int length)
    {
        var isOpening = IsAfterOpener(sentence.Text, i) || (i == 0 && length == 1);
        sentence.Isolate(i, length, isOpening ? Mark.EarlySpace | Mark.Opening : Mark.LateSpace);
        return length;
    }

    // A space, an opening bracket, or a quote that already has a space behind it.
    private static bool IsAfterOpener(ReadOnlySpan<char> text, int i) =>
        (i > 0 && text[i - 1] is ' ' or '(' or '[' or '{' or '<' or '«' or '“' or '‘' or '„' or '`') || (i == 1 && text[0] == '"');

    private static int SplitApostrophe(MarkedSentence sentence, int i)
    {
        var rest = sentence.Text[(i + 1)..];
        if (rest.StartsWith('\'')) return SplitQuote(sentence, i, length: 2);
        var isSingleWord = CharacterClass.StartsWithWord(rest) && !CharacterClass.StartsWithWord(rest[CharacterClass.FirstLength(rest)..]);
        if (isSingleWord && rest[0] is not ('m' or 't' or 's' or 'd' or 'n')) sentence.Split(i + 1, Mark.EarlySpace);
        return 1;
    }

    // ``` is `` and `, but --- is -- and a dash that stays with what follows.
    private static int SplitPairs(MarkedSentence sentence, int i, bool isOddSplit, Mark kind)
    {
        var length = RunLength(sentence.Text[i..]);
        for (var pair = 0; pair + 1 < length; pair += 2) sentence.Isolate(i + pair, 2, kind);
        if (isOddSplit && length % 2 == 1) sentence.Isolate(i + length - 1, 1, kind);
        return length;
    }

    private static int SplitStops(MarkedSentence sentence, int i)
    {
        var length = RunLength(sentence.Text[i..]);
        if (length > 1) sentence.Isolate(i, length, Mark.EarlySpace);
        return length;
    }

    // "1,000" and "12:30" stay whole. In ",," the first one takes the second with it, which then stays with what follows.
    private static int SplitComma(MarkedSentence sentence, int i)
    {
        var rest = sentence.Text[(i + 1)..];
        if (CharacterClass.StartsWithDigit(rest)) return 1;
        sentence.Isolate(i, 1, Mark.EarlySpace);
        if (rest.IsEmpty || rest[0] is not (',' or ':')) return 1;
        if (rest.Length == 1) sentence.Isolate(i + 1, 1, Mark.EarlySpace);
        return 2;
    }

    private static void SplitFinalStop(MarkedSentence sentence)
    {
        var text = sentence.Text;
        var i = text.Length - 1;
        while (i >= 0 && text[i] is ']' or ')' or '}' or '>' or '"' or '\'' or '»' or '”' or '’' or ' ' && !sentence.IsOpening(i)) i--;
        if (i > 0 && text[i] == '.' && text[i - 1] != '.') sentence.Isolate(i, 1, Mark.EarlySpace);
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(text[0]);
        return length < 0 ? text.Length : length;
    }
}
