using FsCheck;
using FsCheck.Fluent;
using Sgraf.Model.Text;

namespace Sgraf.Model.Tests.Text;

public sealed class CaptionTextTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(2, 1).WithMaxTest(1000);

    [Theory]
    [InlineData("A Dog.", "a dog.")]
    [InlineData(" \t\n\v\f\r a \t\n\v\f\r ", "a")]
    [InlineData("ÉCLAIR İstanbul", "Éclair İstanbul")]
    [InlineData("\u00A0a\u2028", "\u00A0a\u2028")]
    [InlineData("@[`{", "@[`{")]
    [InlineData("a \U0001F600", "a \U0001F600")]
    [InlineData("a\uD83D b\uDE00", "a\uFFFD b\uFFFD")]
    [InlineData("\uDE00\uD83D", "\uFFFD\uFFFD")]
    public void A_caption_is_stripped_and_lower_cased_in_ascii_alone(string caption, string expected) =>
        Assert.Equal(expected, CaptionText.Normalize(caption));

    [Fact]
    public void A_normal_caption_is_returned_as_it_is()
    {
        const string Caption = "a dog \U0001F600 runs.";
        Assert.Same(Caption, CaptionText.Normalize(Caption));
    }

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
