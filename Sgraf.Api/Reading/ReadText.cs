using Sgraf.Model.Text;

namespace Sgraf.Api.Reading;

/// <summary>A text as the model reads it.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Words">Its words, in lower case; punctuation marks count as words.</param>
/// <param name="Unknown">Those that the vocabulary lacks, each once.</param>
/// <param name="Ids">(L) ids, its start and end included.</param>
internal sealed record ReadText(string Text, IReadOnlyList<string> Words, IReadOnlyList<string> Unknown, int[] Ids)
{
    public static ReadText Of(string text, Vocabulary vocabulary)
    {
        var words = WordTokenizer.Tokenize(CaptionText.Normalize(text));
        return new ReadText(text, words, [.. words.Where(word => !vocabulary.Contains(word)).Distinct()], vocabulary.Encode(words));
    }
}
