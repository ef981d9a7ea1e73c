using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Model.Bundles;

namespace Sgraf.Model.Text;

/// <summary>The published layout of a vocabulary: both maps and the number of words.</summary>
internal sealed record VocabularyFile(
    [property: JsonPropertyName("word2idx")] Dictionary<string, int> Ids,
    [property: JsonPropertyName("idx2word")] Dictionary<string, string?> Words,
    [property: JsonPropertyName("idx")] int Count)
{
    /// <summary>Far above any vocabulary (ten million words are 400 MB), far below what would exhaust a machine.</summary>
    private const long MaximumBytes = 1L << 30;

    private const string Layout = """{"word2idx": {word: id}, "idx2word": {"id": word}, "idx": count}""";

    /// <exception cref="VocabularyException">The file is no vocabulary, or contradicts itself.</exception>
    public static Vocabulary Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaximumBytes)
            throw new VocabularyException($"{path} has {stream.Length} bytes, expected at most {MaximumBytes}: it is no vocabulary.");
        return new Vocabulary(Parse(stream, path).WordsInOrder(path));
    }

    public static void Write(string path, Vocabulary vocabulary) => DurableFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartObject("word2idx");
        for (var id = 0; id < vocabulary.Count; id++) json.WriteNumber(vocabulary.Words[id], id);
        json.WriteEndObject();
        json.WriteStartObject("idx2word");
        for (var id = 0; id < vocabulary.Count; id++) json.WriteString($"{id}", vocabulary.Words[id]);
        json.WriteEndObject();
        json.WriteNumber("idx", vocabulary.Count);
        json.WriteEndObject();
    });

    // Nothing is allocated by a number that the file states: both dictionaries grow with what is really there.
    private static VocabularyFile Parse(Stream stream, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<VocabularyFile>(stream, JsonSerializerOptions.Strict)
                ?? throw new VocabularyException($"{path} holds null, expected {Layout}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new VocabularyException($"{path} is no vocabulary, expected {Layout}: {error.Message}", error);
        }
    }

    private string[] WordsInOrder(string path)
    {
        if (Ids.Count != Count || Words.Count != Count)
            throw new VocabularyException(
                $"{path} has {Ids.Count} words in word2idx and {Words.Count} in idx2word, expected {Count} in both, as idx says.");
        if (Count < Vocabulary.SpecialWords.Count)
            throw new VocabularyException($"{path} has {Count} words, expected at least {string.Join(' ', Vocabulary.SpecialWords)}.");
        var words = new string[Count];
        for (var id = 0; id < Count; id++) words[id] = WordAt(id, path);
        return words;
    }

    private string WordAt(int id, string path)
    {
        if (Words.GetValueOrDefault($"{id}") is not { } word)
            throw new VocabularyException($"{path} has no word of id {id} in idx2word, expected every id from 0 to {Count - 1}.");
        if (!Ids.TryGetValue(word, out var back))
            throw new VocabularyException($"{path} has {Quote(word)} at id {id} in idx2word and nowhere in word2idx; both must agree.");
        if (back != id)
            throw new VocabularyException($"{path} has {Quote(word)} at id {id} in idx2word and at {back} in word2idx; both must agree.");
        if (id < Vocabulary.SpecialWords.Count && word != Vocabulary.SpecialWords[id])
            throw new VocabularyException($"{path} has {Quote(word)} at id {id}, expected {Vocabulary.SpecialWords[id]}.");
        return word;
    }

    // A hostile word may be as long as the file, or hold control characters.
    private static string Quote(string word) => JsonSerializer.Serialize(word.Length <= 40 ? word : word[..40] + "...");
}
