using FsCheck;
using FsCheck.Fluent;
using Sgraf.Model.Text;

namespace Sgraf.Model.Tests.Text;

public sealed class WordTokenizerTests
{
    [Theory]
    [MemberData(nameof(TokenizationCases.Indexes), MemberType = typeof(TokenizationCases))]
    public void A_reference_caption_has_the_tokens_of_the_official_code(int index) =>
        Assert.Equal(TokenizationCases.All[index].Tokens, WordTokenizer.Tokenize(TokenizationCases.All[index].OfficialText));

    [Theory]
    [InlineData("a'd' x", "a|'d|'|x")]
    [InlineData("a'd'", "a'd|'")]
    [InlineData("a'll' x", "a|'ll|'|x")]
    [InlineData("shouldn't've", "shouldn't|'ve")]
    [InlineData("dog's\tball", "dog's|ball")]
    [InlineData("d'ye'", "d|'ye|'")]
    [InlineData("wanna-be wanna be", "wanna-be|wan|na|be")]
    [InlineData("'twas gotta", "'t|was|got|ta")]
    [InlineData("a,,b", "a|,|,b")]
    [InlineData("a,,", "a|,|,")]
    [InlineData("x,1:y", "x,1|:|y")]
    [InlineData("\"\"\"", "``|``|''")]
    [InlineData("('' a ''", "(|``|a|``")]
    [InlineData("a ```b", "a|``|`|b")]
    [InlineData("a---b", "a|--|-b")]
    [InlineData("a. \"", "a.|``")]
    [InlineData("end.'\"", "end|.|'|''")]
    public void Rules_that_meet_do_as_in_the_reference(string text, string tokens) =>
        Assert.Equal(tokens.Split('|'), WordTokenizer.Tokenize(text));

    [Fact]
    public void Tokens_hold_every_character_but_white_space() => Prop.ForAll(HostileText.Dense, text =>
        WithQuotesAlike(string.Concat(WordTokenizer.Tokenize(text))) == WithQuotesAlike(WithoutSpace(text))).Check(HostileText.Seeded);

    [Fact]
    public void No_token_is_empty_or_holds_white_space() => Prop.ForAll(HostileText.Dense, text =>
        WordTokenizer.Tokenize(text).All(token => token.Length > 0 && WithoutSpace(token) == token)).Check(HostileText.Seeded);

    [Fact]
    public void No_text_makes_the_tokenizer_throw() => Prop.ForAll<string>(text =>
        WordTokenizer.Tokenize(text ?? "").Count <= (text ?? "").Length).Check(HostileText.Seeded);

    [Theory]
    [MemberData(nameof(HostileText.Patterns), MemberType = typeof(HostileText))]
    public void A_million_characters_of_one_kind_are_tokenized(string pattern)
    {
        var length = 0;
        foreach (var token in WordTokenizer.Enumerate(HostileText.Repeat(pattern))) length += token.Length;
        Assert.Equal(string.IsNullOrWhiteSpace(pattern), length == 0);
    }

    [Fact]
    public void A_million_halves_of_surrogate_pairs_are_tokenized() =>
        Assert.Equal([HostileText.LoneSurrogates], WordTokenizer.Tokenize(HostileText.LoneSurrogates));

    private static string WithoutSpace(string text) => string.Concat(text.Where(letter => !CharacterClass.IsSpace(letter)));

    // A straight quote becomes `` or '', and '' may become ``.
    private static string WithQuotesAlike(string text) =>
        text.Replace("\"", "''", StringComparison.Ordinal).Replace('`', '\'');
}
