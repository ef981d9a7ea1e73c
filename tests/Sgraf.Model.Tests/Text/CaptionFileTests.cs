using Sgraf.Model.Text;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Text;

public sealed class CaptionFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\n\n\nb", new[] { "a", "", "", "b" })]
    [InlineData(" A Dog. \r\nB\r\n", new[] { "a dog.", "b" })]
    [InlineData("a\rb\u2028c\u0085d\n", new[] { "a\rb\u2028c\u0085d" })]
    [InlineData("\uFEFFA\n", new[] { "\uFEFFa" })]
    [InlineData("É\n", new[] { "É" })]
    public void Only_a_line_feed_ends_a_caption(string content, string[] expected)
    {
        File.WriteAllBytes(_path, System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal(expected, CaptionFile.Read(_path));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0x0A, (byte)'a' }, new[] { "\uFFFD", "a" })]
    [InlineData(new byte[] { 0xE2, 0x82, 0x0A, 0xC3 }, new[] { "\uFFFD", "\uFFFD" })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, new[] { "\uFFFD\uFFFD\uFFFD" })]
    [InlineData(new byte[] { 0x00, (byte)'A', 0x00 }, new[] { "\0a\0" })]
    public void Bytes_that_are_no_utf8_are_replaced(byte[] content, string[] expected)
    {
        File.WriteAllBytes(_path, content);
        Assert.Equal(expected, CaptionFile.Read(_path));
    }

    [Theory]
    [InlineData(32766)]
    [InlineData(32767)]
    [InlineData(32768)]
    [InlineData(70000)]
    public void Captions_across_the_blocks_of_a_file_stay_whole(int length)
    {
        string[] captions = [new string('a', length), "é" + new string('b', length), ""];
        File.WriteAllText(_path, string.Join('\n', captions) + "\n");
        Assert.Equal(captions, CaptionFile.Read(_path));
    }

    [Fact]
    public void Captions_are_read_as_they_are_asked_for()
    {
        File.WriteAllText(_path, "first\n" + new string('x', 1 << 20));
        Assert.Equal("first", CaptionFile.Read(_path).First());
    }

    [Theory]
    [InlineData("captions-precomp/f30k_dev_caps.txt", 5070)]
    [InlineData("captions-precomp/coco_dev_caps.txt", 5000)]
    public void A_published_file_has_five_captions_an_image(string name, int count) =>
        Assert.Equal(count, CaptionFile.Read(SharedData.Require(name)).Count());
}
