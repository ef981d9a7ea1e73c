using Sgraf.Model.Text;

namespace Sgraf.Model.Tests.Text;

public sealed class VocabularyTests
{
    private static readonly string[][] Captions = [["a", "dog", "runs"], ["a", "cat", "and", "a", "dog"], ["the", "dog"]];

    [Fact]
    public void A_vocabulary_starts_with_the_four_special_words() =>
        Assert.Equal(["<pad>", "<start>", "<end>", "<unk>"], Vocabulary.Build([]).Words);

    [Fact]
    public void Words_come_in_the_order_of_their_first_appearance() =>
        Assert.Equal(["a", "dog", "runs", "cat", "and", "the"], Vocabulary.Build(Captions, minimumCount: 1).Words.Skip(4));

    [Fact]
    public void Rare_words_are_left_out() =>
        Assert.Equal(["a", "dog"], Vocabulary.Build(Captions, minimumCount: 3).Words.Skip(4));

    [Fact]
    public void A_word_that_occurs_four_times_is_kept_and_one_that_occurs_three_times_is_not()
    {
        var vocabulary = Vocabulary.Build(["kept kept kept kept".Split(' '), "gone gone gone".Split(' ')]);
        Assert.Equal((true, false), (vocabulary.Contains("kept"), vocabulary.Contains("gone")));
    }

    [Fact]
    public void A_special_word_among_the_tokens_gets_no_second_row() =>
        Assert.Equal(5, Vocabulary.Build([["<unk>", "a"], ["<unk>", "a"]], minimumCount: 1).Count);

    [Fact]
    public void Half_a_surrogate_pair_is_no_word() =>
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => Vocabulary.Build([["\uD83D"]], minimumCount: 1)).Message);

    [Fact]
    public void A_minimum_count_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Build(Captions, minimumCount: 0));

    [Fact]
    public void A_caption_becomes_its_words_between_start_and_end() =>
        Assert.Equal([1, 4, 3, 5, 2], Vocabulary.Build(Captions, minimumCount: 3).Encode(["a", "big", "dog"]));

    [Fact]
    public void A_caption_without_words_is_start_and_end() =>
        Assert.Equal([1, 2], Vocabulary.Build(Captions).Encode([]));

    [Fact]
    public void A_part_of_a_longer_text_is_looked_up_without_copying_it() =>
        Assert.Equal(5, Vocabulary.Build(Captions, minimumCount: 3).IndexOf("two dogs".AsSpan(4, 3)));

    [Fact]
    public void A_word_in_other_case_is_unknown() =>
        Assert.Equal(Vocabulary.Unknown, Vocabulary.Build(Captions, minimumCount: 1).IndexOf("Dog"));
}
