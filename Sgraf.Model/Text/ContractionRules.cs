using System.Buffers;

namespace Sgraf.Model.Text;

/// <summary>Splits words that are two: <c>can not</c>, <c>gim me</c>, <c>'t is</c>.</summary>
/// <remarks>NLTK 3.8, <c>MacIntyreContractions</c>. Differs: in <c>'tis'tis</c> both are split, there the first alone.</remarks>
internal static class ContractionRules
{
    private static readonly (string First, string Second)[] Contractions =
    [
        ("can", "not"), ("d", "'ye"), ("gim", "me"), ("gon", "na"), ("got", "ta"), ("lem", "me"), ("more", "'n"), ("wan", "na"),
        ("'t", "is"), ("'t", "was"),
    ];

    private static readonly SearchValues<string> Words =
        SearchValues.Create([.. Contractions.Select(word => word.First + word.Second)], StringComparison.Ordinal);

    public static void Apply(MarkedSentence sentence)
    {
        var text = sentence.Text;
        for (int i = 0, found; (found = text[i..].IndexOfAny(Words)) >= 0; i++)
        {
            i += found;
            SplitAt(sentence, i);
        }
    }

    private static void SplitAt(MarkedSentence sentence, int start)
    {
        foreach (var (first, second) in Contractions)
        {
            var middle = start + first.Length;
            var end = middle + second.Length;
            if (!sentence.Text[start..].StartsWith(first) || !sentence.Text[middle..].StartsWith(second)) continue;
            if (!StartsWord(sentence, start) || !EndsWord(sentence, end)) continue;
            if (first == "wan" && !IsBeforeSpace(sentence, end)) continue;
            sentence.Split(middle, Mark.LateSpace);
            sentence.Isolate(start, end - start, Mark.LateSpace);
        }
    }

    private static bool StartsWord(MarkedSentence sentence, int start) => sentence.Text[start] == '\''
        ? start == 0 || sentence.Text[start - 1] == ' ' || sentence.IsSplit(start)
        : sentence.IsSplit(start) || !CharacterClass.EndsWithWord(sentence.Text[..start]);

    private static bool EndsWord(MarkedSentence sentence, int end) =>
        sentence.IsSplit(end) || !CharacterClass.StartsWithWord(sentence.Text[end..]);

    private static bool IsBeforeSpace(MarkedSentence sentence, int end) =>
        sentence.HasSpace(end) || CharacterClass.IsSpace(sentence.Text[end]);
}
