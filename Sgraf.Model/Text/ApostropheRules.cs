namespace Sgraf.Model.Text;

/// <summary>Splits apostrophes and the endings that have one: <c>'s 'm 'd 'll 're 've n't</c>.</summary>
/// <remarks>
/// NLTK 3.8, <c>NLTKWordTokenizer</c>: the apostrophes of PUNCTUATION and ENDING_QUOTES. Three passes, because a space that one puts
/// lets the next see the end of a word: <c>a'd' x</c> is <c>a 'd ' x</c>, while <c>a'd'</c> at the end of a sentence is <c>a'd '</c>.
/// </remarks>
internal static class ApostropheRules
{
    public static void Apply(MarkedSentence sentence)
    {
        var text = sentence.Text;
        var first = text.IndexOf('\'');
        for (var i = first; i >= 0; i = Next(text, i))
            if (EndsWord(sentence, i) && sentence.HasEarlySpace(i + 1)) sentence.Split(i, Mark.EarlySpace);
        for (var i = first; i >= 0; i = Next(text, i))
            if (EndsWord(sentence, i) && IsShortEnding(sentence, i)) sentence.Split(i, Mark.LateSpace);
        for (var i = first; i >= 0; i = Next(text, i))
            SplitLongEnding(sentence, i);
    }

    private static int Next(ReadOnlySpan<char> text, int i)
    {
        var next = text[(i + 1)..].IndexOf('\'');
        return next < 0 ? -1 : i + 1 + next;
    }

    // Nothing is to be split where a space or another apostrophe comes before.
    private static bool EndsWord(MarkedSentence sentence, int i) =>
        i > 0 && sentence.Text[i - 1] is not (' ' or '\'') && !sentence.IsSplit(i);

    private static bool IsShortEnding(MarkedSentence sentence, int i) =>
        sentence.HasSpace(i + 1) || (sentence.Text[i + 1] is 's' or 'm' or 'd' && sentence.HasSpace(i + 2));

    private static void SplitLongEnding(MarkedSentence sentence, int i)
    {
        var rest = sentence.Text[(i + 1)..];
        if (rest.StartsWith("ll") || rest.StartsWith("re") || rest.StartsWith("ve"))
        {
            if (EndsWord(sentence, i) && sentence.HasSpace(i + 3)) sentence.Split(i, Mark.LateSpace);
        }
        else if (i > 0 && sentence.Text[i - 1] == 'n' && rest.StartsWith('t') && EndsWord(sentence, i - 1) && sentence.HasSpace(i + 2))
            sentence.Split(i - 1, Mark.LateSpace);
    }
}
