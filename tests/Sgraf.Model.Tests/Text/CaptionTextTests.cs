using FsCheck;
using FsCheck.Fluent;
using Sgraf.Model.Text;

namespace Sgraf.Model.Tests.Text;

public sealed class CaptionTextTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithReplay(2, 1).WithMaxTest(1000);

    [Theory]
    [InlineData("A Dog.", "a dog.")]
    [InlineData(" \t\n\v\f\r a \t\n\v\f\r ", "a")]
    [InlineData("ÉCLAIR İstanbul", "Éclair İstanbul")]
    [InlineData("\u00A0a\u2028", "\u00A0a\u2028")]
    [InlineData("@[`{", "@[`{")]
    [InlineData("a \U0001F600", "a \U0001F600")]
    public void A_caption_is_stripped_and_lower_cased_in_ascii_alone(string caption, string expected) =>
        Assert.Equal(expected, CaptionText.Normalize(caption));

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character() =>
        Assert.Equal("a\uFFFD b\uFFFD\uFFFD", CaptionText.Normalize("a\uD83D b\uDE00\uD83D"));

    [Fact]
    public void A_normal_caption_is_returned_as_it_is()
    {
        const string Caption = "a dog \U0001F600 runs.";
        Assert.Same(Caption, CaptionText.Normalize(Caption));
    }

    [Theory]
    [MemberData(nameof(TokenizationCases.Indexes), MemberType = typeof(TokenizationCases))]
    public void A_reference_caption_is_normalized_as_the_official_code_does(int index) =>
        Assert.Equal(TokenizationCases.All[index].OfficialText, CaptionText.Normalize(TokenizationCases.All[index].Caption));

    [Fact]
    public void Normalizing_twice_changes_nothing() => Prop.ForAll<string>(text =>
    {
        var once = CaptionText.Normalize(text ?? "");
        return CaptionText.Normalize(once) == once;
    }).Check(Seeded);

    [Fact]
    public void Normalizing_text_equals_normalizing_its_bytes() => Prop.ForAll<string>(text =>
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text ?? "").AsSpan().Trim(" \t\n\v\f\r"u8).ToArray();
        return CaptionText.Normalize(text ?? "") == System.Text.Encoding.UTF8.GetString([.. bytes.Select(ToLower)]);
    }).Check(Seeded);

    private static byte ToLower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value + 32) : value;
}
