using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sgraf.Training.Terminal;

/// <summary>What a running command has at hand besides its arguments.</summary>
/// <param name="Streams">Where it reads and writes.</param>
/// <param name="Json">Whether standard output is to hold one JSON document and nothing else.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C.</param>
internal sealed record Session(StandardStreams Streams, bool Json, CancellationToken Cancellation)
{
    /// <summary>Standard output.</summary>
    public TextWriter Output => Streams.Output;

    /// <summary>Writes the result of the command: one JSON document if that was asked for, else the text for people.</summary>
    public void Report<T>(T result, JsonTypeInfo<T> type, Action<TextWriter> writeText)
    {
        if (Json) Output.WriteLine(JsonSerializer.Serialize(result, type));
        else writeText(Output);
    }

    /// <summary>Writes a remark to standard error.</summary>
    public void Remark(string text) => Streams.Error.WriteLine(text);
}
