using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sgraf.Training.Terminal;

/// <summary>What a running command has at hand besides its arguments.</summary>
/// <param name="Streams">Where it reads and writes.</param>
/// <param name="Json">Whether standard output is to hold one JSON document and nothing else.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C.</param>
internal sealed record Session(StandardStreams Streams, bool Json, CancellationToken Cancellation)
{
    /// <summary>Standard input; waiting for it ends when the command is cancelled.</summary>
    public Stream Input { get; } = new CancellableInput(Streams.Input, Cancellation);

    /// <summary>Standard output.</summary>
    public TextWriter Output => Streams.Output;

    /// <summary>Writes the result of the command: one JSON document if that was asked for, else the text for people.</summary>
    public void Report<T>(T result, JsonTypeInfo<T> type, Action<TextWriter> writeText)
    {
        if (Json) Output.WriteLine(JsonSerializer.Serialize(result, type));
        else writeText(Output);
    }

    /// <summary>Writes results as they come: a line each, or all of them as one JSON array if one document was asked for.</summary>
    /// <param name="documents">Each result as JSON.</param>
    public void ReportEach(IEnumerable<string> documents)
    {
        if (Json) Output.Write('[');
        var isFirst = true;
        foreach (var document in documents)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (Json && !isFirst) Output.Write(',');
            isFirst = false;
            if (Json) Output.Write(document);
            else Output.WriteLine(document);
        }
        if (Json) Output.WriteLine(']');
    }

    /// <summary>Does work of a known size and shows on standard error how far it is.</summary>
    /// <param name="title">What is being done, for example <c>Scoring</c>.</param>
    /// <param name="total">Units of the whole work.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="work">The work; it calls its argument, from one thread, with the units done since the last call.</param>
    public void Track(string title, long total, string unit, Action<Action<long>> work)
    {
        if (Streams.ErrorIsTerminal)
        {
            ProgressBars.Run(Streams.Error, title, total, unit, work);
            return;
        }
        var lines = new ProgressLines(Streams.Error, title, total, unit, TimeProvider.System);
        work(lines.Advance);
        lines.Finish();
    }

    /// <summary>Writes a remark to standard error.</summary>
    public void Remark(string text) => Streams.Error.WriteLine(text);
}
