using System.Collections.Frozen;

namespace Sgraf.Model.Text;

/// <summary>The words a text encoder knows, each with the row of its word vector.</summary>
/// <remarks>Ids run from 0 without a gap, four special words first. The order of a trained model's words cannot be rebuilt.</remarks>
public sealed class Vocabulary
{
    /// <summary>Fills a batch of captions up to the longest.</summary>
    public const int Padding = 0;

    /// <summary>Comes before the first word of every caption.</summary>
    public const int Start = 1;

    /// <summary>Comes after the last word of every caption.</summary>
    public const int End = 2;

    /// <summary>Stands for every word that is not in the vocabulary.</summary>
    public const int Unknown = 3;

    /// <summary>How often a word must occur in the captions to be given a row, in the official vocabularies.</summary>
    public const int OfficialMinimumCount = 4;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;

    /// <param name="words">All words by id, the special ones first; no word twice.</param>
    internal Vocabulary(IReadOnlyList<string> words)
    {
        Words = words;
        _ids = words.Select((word, id) => KeyValuePair.Create(word, id)).ToFrozenDictionary(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>All words by id, the four special ones first.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How many words there are, the four special ones included; also the rows of the word embedding.</summary>
    public int Count => Words.Count;

    internal static IReadOnlyList<string> SpecialWords { get; } = ["<pad>", "<start>", "<end>", "<unk>"];

    /// <summary>The vocabulary of a published file, or of one written by <see cref="Save"/>.</summary>
    /// <exception cref="VocabularyException">The file is no vocabulary, or contradicts itself.</exception>
    public static Vocabulary Load(string path) => VocabularyFile.Read(path);

    /// <summary>The words that occur often enough, in the order of their first appearance.</summary>
    /// <param name="tokenizedCaptions">The tokens of every caption of the training and development splits, in this order.</param>
    /// <param name="minimumCount">How often a word must occur, from 1.</param>
    /// <exception cref="ArgumentException">A token is not text: half a surrogate pair, which no file can hold.</exception>
    public static Vocabulary Build(IEnumerable<IReadOnlyList<string>> tokenizedCaptions, int minimumCount = OfficialMinimumCount)
    {
        ArgumentNullException.ThrowIfNull(tokenizedCaptions);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        var counts = new OrderedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in tokenizedCaptions.SelectMany(caption => caption))
            if (!counts.TryAdd(word, 1, out var index)) counts.SetAt(index, counts.GetAt(index).Value + 1);
        var frequent = counts.Where(word => word.Value >= minimumCount).Select(word => word.Key).Except(SpecialWords);
        return new Vocabulary([.. SpecialWords, .. frequent.Select(CheckText)]);
    }

    /// <summary>Writes the published layout; an older file of that name is replaced whole or not at all.</summary>
    /// <remarks>The file is ASCII: <c>word2idx</c>, <c>idx2word</c> and <c>idx</c> in this order, both maps by rising id.</remarks>
    public void Save(string path) => VocabularyFile.Write(path, this);

    /// <summary>The id of a word; that of <c>&lt;unk&gt;</c> where the vocabulary lacks it.</summary>
    public int IndexOf(ReadOnlySpan<char> word) => _ids.TryGetValue(word, out var id) ? id : Unknown;

    /// <summary>Whether a word has a row of its own.</summary>
    public bool Contains(ReadOnlySpan<char> word) => _ids.ContainsKey(word);

    /// <summary>The ids of a caption: its start, its words, its end.</summary>
    /// <returns>(L) ids, where L is the number of tokens and two.</returns>
    public int[] Encode(IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var ids = new int[tokens.Count + 2];
        ids[0] = Start;
        for (var token = 0; token < tokens.Count; token++) ids[token + 1] = IndexOf(tokens[token]);
        ids[^1] = End;
        return ids;
    }

    private static string CheckText(string word) => CaptionText.IsWellFormed(word)
        ? word
        : throw new ArgumentException("A word holds half a surrogate pair; normalize captions before tokenizing.");
}
