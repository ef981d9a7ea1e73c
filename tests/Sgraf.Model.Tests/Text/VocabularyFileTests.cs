using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Sgraf.Model.Text;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Text;

public sealed class VocabularyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sgraf-vocabulary-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("vocab/f30k_precomp_vocab.json", 8481)]
    [InlineData("vocab/coco_precomp_vocab.json", 11353)]
    public void A_published_vocabulary_keeps_every_word_and_id(string name, int count)
    {
        var path = SharedData.Require(name);
        var copy = PathOf("copy.json");
        var vocabulary = Vocabulary.Load(path);
        vocabulary.Save(copy);
        Assert.Equal(count, vocabulary.Count);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(path)), JsonNode.Parse(File.ReadAllText(copy))));
    }

    [Fact]
    public void A_saved_vocabulary_is_the_same_file_when_it_is_loaded_and_saved_again()
    {
        var (first, second) = (PathOf("first.json"), PathOf("second.json"));
        Vocabulary.Load(GoldenData.PathOf("tokenization_vocab.json")).Save(first);
        Vocabulary.Load(first).Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void Any_words_survive_saving_and_loading() => Prop.ForAll<string[]>(words =>
    {
        var vocabulary = Vocabulary.Build([[.. words.Select(word => CaptionText.Normalize(word ?? ""))]], minimumCount: 1);
        vocabulary.Save(PathOf("any.json"));
        return Vocabulary.Load(PathOf("any.json")).Words.SequenceEqual(vocabulary.Words);
    }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithReplay(1, 1));

    [Fact]
    public void A_saved_file_is_ascii()
    {
        Vocabulary.Build([["café", "犬"]], minimumCount: 1).Save(PathOf("ascii.json"));
        Assert.All(File.ReadAllBytes(PathOf("ascii.json")), value => Assert.InRange(value, 0x20, 0x7E));
    }

    [Theory]
    [InlineData("", "is no vocabulary")]
    [InlineData("null", "holds null")]
    [InlineData("[1, 2]", "is no vocabulary")]
    [InlineData("""{"word2idx": {}, "idx2word": {}}""", "is no vocabulary")]
    [InlineData("""{"word2idx": {}, "idx2word": {}, "idx": 0, "more": 1}""", "is no vocabulary")]
    [InlineData("""{"word2idx": null, "idx2word": {}, "idx": 0}""", "is no vocabulary")]
    [InlineData("""{"word2idx": {"a": 1.5}, "idx2word": {}, "idx": 0}""", "is no vocabulary")]
    [InlineData("""{"word2idx": {"a": 1, "a": 2}, "idx2word": {}, "idx": 0}""", "is no vocabulary")]
    [InlineData("""{"word2idx": {"\ud800": 1}, "idx2word": {}, "idx": 1}""", "is no vocabulary")]
    [InlineData("""{"word2idx": {}, "idx2word": {}, "idx": 0}""", "expected at least <pad> <start> <end> <unk>")]
    [InlineData("""{"word2idx": {}, "idx2word": {}, "idx": 2000000000}""", "expected 2000000000 in both")]
    public void A_file_that_is_no_vocabulary_is_refused_by_name(string content, string expected) => AssertRefused(content, expected);

    [Theory]
    [InlineData("\"a\": 4", "\"a\": 5", "has \"a\" at id 4 in idx2word and at 5 in word2idx")]
    [InlineData("\"4\": \"a\"", "\"5\": \"a\"", "has no word of id 4")]
    [InlineData("\"4\": \"a\"", "\"4\": null", "has no word of id 4")]
    [InlineData("\"4\": \"a\"", "\"4\": \"b\"", "has \"b\" at id 4 in idx2word and nowhere in word2idx")]
    [InlineData("\"4\": \"a\"", "\"04\": \"a\"", "has no word of id 4")]
    [InlineData("<unk>", "<unknown>", "has \"\\u003Cunknown\\u003E\" at id 3, expected <unk>")]
    [InlineData("\"idx\": 5", "\"idx\": 6", "expected 6 in both")]
    [InlineData("\"idx\": 5", "\"idx\": -1", "expected -1 in both")]
    public void A_file_that_contradicts_itself_is_refused_with_what_disagrees(string good, string bad, string expected)
    {
        const string Small = """
            {"word2idx": {"<pad>": 0, "<start>": 1, "<end>": 2, "<unk>": 3, "a": 4},
             "idx2word": {"0": "<pad>", "1": "<start>", "2": "<end>", "3": "<unk>", "4": "a"}, "idx": 5}
            """;
        Assert.Contains(good, Small, StringComparison.Ordinal);
        AssertRefused(Small.Replace(good, bad, StringComparison.Ordinal), expected);
    }

    private void AssertRefused(string content, string expected)
    {
        File.WriteAllText(PathOf("bad.json"), content);
        var error = Assert.Throws<VocabularyException>(() => Vocabulary.Load(PathOf("bad.json")));
        Assert.StartsWith(PathOf("bad.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
