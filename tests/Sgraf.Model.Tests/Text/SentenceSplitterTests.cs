using FsCheck;
using FsCheck.Fluent;
using Sgraf.Model.Text;

namespace Sgraf.Model.Tests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [MemberData(nameof(TokenizationCases.Indexes), MemberType = typeof(TokenizationCases))]
    public void A_reference_caption_has_the_sentences_of_the_official_code(int index) =>
        Assert.Equal(TokenizationCases.All[index].Sentences, Split(TokenizationCases.All[index].OfficialText));

    [Theory]
    [InlineData("a dog. a cat.", "a dog.|a cat.")]
    [InlineData("a man at 5 p.m. on a road", "a man at 5 p.m. on a road")]
    [InlineData("at the no. 5 stop", "at the no.|5 stop")]
    [InlineData("vice-adm. 5", "vice-adm. 5")]
    [InlineData("j. smith", "j. smith")]
    [InlineData("see x. Été", "see x. Été")]
    [InlineData("see 5. été", "see 5. été")]
    [InlineData("see 5. Été", "see 5.|Été")]
    [InlineData("see 5. , or 6", "see 5. , or 6")]
    [InlineData("number 1,000. 2", "number 1,000.|2")]
    [InlineData("what... no", "what... no")]
    [InlineData("wow!--no", "wow!--no")]
    [InlineData("\"stop.\" he left", "\"stop.\"|he left")]
    [InlineData("mr. wow!) hi", "mr.|wow!)|hi")]
    public void A_stop_ends_a_sentence_unless_it_belongs_to_its_word(string text, string sentences) =>
        Assert.Equal(sentences.Split('|'), Split(text));

    [Fact]
    public void Sentences_hold_everything_but_the_white_space_between_them() => Prop.ForAll(HostileText.Dense, text =>
        WithoutSpace(string.Concat(Split(text))) == WithoutSpace(text)).Check(HostileText.Seeded);

    private static List<string> Split(string text)
    {
        var sentences = new List<string>();
        var splitter = new SentenceSplitter(text);
        while (splitter.MoveNext()) sentences.Add(splitter.Current.ToString());
        return sentences;
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(letter => !CharacterClass.IsSpace(letter)));
}
