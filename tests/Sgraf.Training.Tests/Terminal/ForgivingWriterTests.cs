using System.Text;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Terminal;

public sealed class ForgivingWriterTests
{
    [Fact]
    public void What_can_be_written_is_written()
    {
        var text = new StringWriter();
        new ForgivingWriter(text).WriteLine("interrupted.");
        Assert.Equal($"interrupted.{text.NewLine}", text.ToString());
    }

    [Fact]
    public void What_cannot_be_written_fails_nothing()
    {
        var writer = new ForgivingWriter(new FullWriter());
        writer.Write('a');
        writer.Write("text");
        writer.WriteLine("a line");
        writer.WriteLine(12);
        writer.Flush();
    }

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
