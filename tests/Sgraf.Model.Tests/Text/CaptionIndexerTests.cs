using Sgraf.Model.Text;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Text;

public sealed class CaptionIndexerTests
{
    private static readonly Vocabulary Words = Vocabulary.Load(GoldenData.PathOf("tokenization_vocab.json"));

    [Theory]
    [MemberData(nameof(TokenizationCases.Indexes), MemberType = typeof(TokenizationCases))]
    public void A_reference_caption_has_the_ids_of_the_official_code(int index) =>
        Assert.Equal(TokenizationCases.All[index].Ids, new CaptionIndexer(Words).Encode(TokenizationCases.All[index].Caption));

    [Fact]
    public void A_caption_without_words_is_start_and_end() =>
        Assert.Equal([Vocabulary.Start, Vocabulary.End], new CaptionIndexer(Words).Encode(" \t\n"));

    [Fact]
    public void Special_words_in_a_caption_are_not_special() =>
        Assert.DoesNotContain(Vocabulary.Padding, new CaptionIndexer(Words).Encode("<pad> <start>"));

    [Fact]
    public void Unknown_words_are_named_once_each_in_their_order() =>
        Assert.Equal(["zebra", "sees", "otter"], new CaptionIndexer(Words).UnknownWords("A Zebra sees a dog; the zebra sees the otter."));

    [Fact]
    public void A_caption_of_known_words_has_no_unknown_ones() =>
        Assert.Empty(new CaptionIndexer(Words).UnknownWords("A dog."));

    [Fact]
    public void A_caption_of_a_million_characters_is_not_cut() =>
        Assert.Equal((1 << 19) + 2, new CaptionIndexer(Words).Encode(HostileText.Repeat("A ")).Length);
}
