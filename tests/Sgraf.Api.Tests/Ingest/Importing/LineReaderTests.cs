using System.Text;
using Sgraf.Api.Ingest.Importing;

namespace Sgraf.Api.Tests.Ingest.Importing;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_are_read_with_their_numbers_and_places()
    {
        var lines = Read("one\r\n\n  \nzwei ü\nlast", largest: 100);
        Assert.Equal([(1, 0L, "one\r"), (4, 9L, "zwei ü"), (5, 17L, "last")], lines.Select(line => (line.Number, line.Offset, Encoding.UTF8.GetString(line.Bytes!))));
    }

    [Fact]
    public void A_line_that_is_too_long_is_passed_over_without_being_held()
    {
        var lines = Read($"a\n{new string('b', 200_000)}\nc\n", largest: 100);
        Assert.Equal([(1, 1), (2, 200_000), (3, 1)], lines.Select(line => (line.Number, line.Length)));
        Assert.Null(lines[1].Bytes);
    }

    [Fact]
    public void Lines_across_the_reader_s_buffers_stay_whole()
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, 300).Select(number => $"{number} {new string('x', random.Next(2000))}").ToArray();
        Assert.Equal(texts, Read(string.Join('\n', texts), largest: 5000).Select(line => Encoding.UTF8.GetString(line.Bytes!)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\r\n")]
    [InlineData("\uFEFF")]
    public void Blank_files_have_no_lines(string text) => Assert.Empty(Read(text, largest: 10));

    private static List<FileLine> Read(string text, int largest)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. LineReader.Read(stream, largest)];
    }
}
