using System.Buffers;

namespace Sgraf.Model.Text;

/// <summary>Turns captions into the ids that the text encoder reads.</summary>
/// <param name="vocabulary">The words of the trained model.</param>
public sealed class CaptionIndexer(Vocabulary vocabulary)
{
    /// <summary>The ids of a caption: its start, its words, its end; an unknown word is <see cref="Vocabulary.Unknown"/>.</summary>
    /// <param name="caption">A caption as it was written; there is no limit to its length.</param>
    /// <returns>(L) ids, the two special ones included.</returns>
    public int[] Encode(string caption)
    {
        var text = CaptionText.Normalize(caption);
        var ids = ArrayPool<int>.Shared.Rent(text.Length + 2);
        try
        {
            var count = 0;
            ids[count++] = Vocabulary.Start;
            foreach (var token in WordTokenizer.Enumerate(text)) ids[count++] = vocabulary.IndexOf(token);
            ids[count++] = Vocabulary.End;
            return ids[..count];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(ids);
        }
    }

    /// <summary>The words of a caption that the vocabulary lacks, each once, in the order of their first appearance.</summary>
    /// <param name="caption">A caption as it was written.</param>
    public IReadOnlyList<string> UnknownWords(string caption)
    {
        var unknown = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var token in WordTokenizer.Enumerate(CaptionText.Normalize(caption)))
            if (!vocabulary.Contains(token)) unknown.TryAdd(token.ToString(), true);
        return unknown.Keys;
    }
}
