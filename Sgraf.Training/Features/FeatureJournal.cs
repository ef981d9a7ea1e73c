using System.Text;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Features;

/// <summary>The file that remembers what came of each picture while features are made, in the order of the list.</summary>
internal sealed class FeatureJournal : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly FileStream _file;

    /// <summary>Starts a journal, or goes on with one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">What the features are made of.</param>
    /// <param name="kept">What is known already; whatever else an older file held is forgotten.</param>
    public FeatureJournal(string path, FeatureOrigin origin, IEnumerable<PictureRecord> kept)
    {
        DurableFile.Write(path, stream => Write(stream, [origin.ToLine(), .. kept.Select(record => record.ToLine())]));
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    /// <summary>Reads a journal up to the first line that is incomplete.</summary>
    /// <returns>What the features are made of, null where there is no journal, and what came of the first pictures.</returns>
    public static (FeatureOrigin? Origin, List<PictureRecord> Records) Read(string path)
    {
        if (!File.Exists(path)) return (null, []);
        using var lines = File.ReadLines(path, Utf8).GetEnumerator();
        var origin = FeatureOrigin.FromLine(lines.MoveNext() ? lines.Current : null);
        var records = new List<PictureRecord>();
        while (lines.MoveNext() && PictureRecord.FromLine(lines.Current) is { } record) records.Add(record);
        return (origin, records);
    }

    /// <summary>Appends records and brings them to the disk.</summary>
    public void Append(IEnumerable<PictureRecord> records)
    {
        Write(_file, records.Select(record => record.ToLine()));
        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static void Write(Stream stream, IEnumerable<string> lines)
    {
        foreach (var line in lines) stream.Write(Utf8.GetBytes(line + '\n'));
    }
}
