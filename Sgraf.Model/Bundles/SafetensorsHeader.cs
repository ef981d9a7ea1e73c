using System.Text.Json;

namespace Sgraf.Model.Bundles;

/// <summary>The checked header of a safetensors file.</summary>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, SafetensorsEntry> Entries)
{
    /// <summary>Bytes before the header: its length, little-endian.</summary>
    internal const int PrefixLength = 8;

    /// <summary>The key of the free notes, which no tensor may bear.</summary>
    internal const string MetadataName = "__metadata__";

    /// <summary>The format's own limit, in bytes.</summary>
    internal const long LargestLength = 100_000_000;

    /// <exception cref="CheckpointException">The header is malformed, or its tensors do not fill the file exactly.</exception>
    internal static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json, long fileLength)
    {
        try
        {
            var reader = new SafetensorsHeaderReader(path, json, PrefixLength + json.Length);
            reader.ReadAll();
            CheckLayout(path, reader.Entries, PrefixLength + json.Length, fileLength);
            return new SafetensorsHeader(reader.Metadata, reader.Entries);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new CheckpointException($"{path}: the header is not valid JSON: {failure.Message}", failure);
        }
    }

    private static void CheckLayout(
        string path, Dictionary<string, SafetensorsEntry> entries, long dataStart, long fileLength)
    {
        var position = dataStart;
        foreach (var (name, entry) in entries.OrderBy(pair => pair.Value.Offset).ThenBy(pair => pair.Value.ByteCount))
        {
            if (entry.Offset != position)
            {
                var kind = entry.Offset < position ? "an overlap" : "a hole";
                throw new CheckpointException(
                    $"{path}: tensor {Shorten(name)}: expected to start at byte {position}, found {kind}: it starts at {entry.Offset}.");
            }
            // Values of eight bytes need not lie at a multiple of eight: writers that do not sort by type leave them at one of four.
            var size = Math.Min(4, StoredValues.ByteCount(entry.DType));
            if (entry.Offset % size != 0)
                throw new CheckpointException(
                    $"{path}: tensor {Shorten(name)}: expected {entry.DType} values at a multiple of {size} bytes, found byte {entry.Offset}.");
            position = checked(position + entry.ByteCount);
        }
        if (position != fileLength)
            throw new CheckpointException($"{path}: expected {position} bytes, as its header says, found {fileLength}.");
    }

    /// <summary>A name fit for a message.</summary>
    internal static string Shorten(string name) => name.Length <= 100 ? name : name[..100] + "...";
}
