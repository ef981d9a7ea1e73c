using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sgraf.Training.Terminal;

/// <summary>The three streams that a command reads and writes.</summary>
/// <param name="input">Bytes for commands that read captions.</param>
/// <param name="output">Results, and nothing else.</param>
/// <param name="error">Progress, remarks and failures.</param>
/// <param name="errorIsTerminal">Whether a person watches standard error, so that a bar may move there.</param>
internal sealed class StandardStreams(Stream input, TextWriter output, TextWriter error, bool errorIsTerminal = false) : IDisposable
{
    private const int BufferSize = 1 << 15;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Bytes for commands that read captions.</summary>
    public Stream Input => input;

    /// <summary>Results, and nothing else; buffered.</summary>
    public TextWriter Output => output;

    /// <summary>Progress, remarks and failures.</summary>
    public TextWriter Error => error;

    /// <summary>Whether a person watches standard error, so that a bar may move there.</summary>
    public bool ErrorIsTerminal => errorIsTerminal;

    /// <summary>The streams of this process, in UTF-8.</summary>
    public static StandardStreams OfProcess()
    {
        var output = new StreamWriter(OpenOutput(), Utf8, BufferSize) { AutoFlush = !Console.IsOutputRedirected };
        return new StandardStreams(Console.OpenStandardInput(), output, new ForgivingWriter(Console.Error), !Console.IsErrorRedirected);
    }

    /// <inheritdoc />
    public void Dispose() => input.Dispose();

    /// <summary>Standard output that fails when nobody reads it any more.</summary>
    /// <remarks>
    /// The console's own stream ignores a closed pipe, and <c>sgraf tokenize | head</c> would read its input to the end for nothing.
    /// A file is left to the console's stream, which shares its place in the file with the other programs of a script.
    /// </remarks>
    private static Stream OpenOutput()
    {
        const int StandardOutput = 1;
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
