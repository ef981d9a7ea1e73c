using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Runs;

/// <summary>A file of one JSON document a line, which grows with the run.</summary>
internal sealed class JsonLines<T> : IDisposable
{
    private readonly StreamWriter _file;
    private readonly JsonTypeInfo<T> _type;

    /// <param name="path">The file.</param>
    /// <param name="type">How a line is written.</param>
    /// <param name="keep">Which of the lines that are there stay: those of steps that will not be made again.</param>
    public JsonLines(string path, JsonTypeInfo<T> type, Func<T, bool> keep)
    {
        _type = type;
        Kept = File.Exists(path) ? [.. Read(path, type).TakeWhile(keep)] : [];
        DurableFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            foreach (var line in Kept) writer.WriteLine(JsonSerializer.Serialize(line, type));
        });
        _file = new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>The lines that stayed.</summary>
    public IReadOnlyList<T> Kept { get; }

    /// <summary>Adds a line.</summary>
    public void Append(T line) => _file.WriteLine(JsonSerializer.Serialize(line, _type));

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <summary>The lines up to the first that a killed process left unfinished.</summary>
    public static IEnumerable<T> Read(string path, JsonTypeInfo<T> type)
    {
        foreach (var text in File.ReadLines(path))
        {
            T? line;
            try
            {
                line = JsonSerializer.Deserialize(text, type);
            }
            catch (JsonException)
            {
                yield break;
            }
            if (line is null) yield break;
            yield return line;
        }
    }
}
