using System.Text.Json;

namespace Sgraf.Model.Bundles;

/// <summary>Reads the JSON of a safetensors header: nothing unknown, nothing twice, no size that overflows.</summary>
internal ref struct SafetensorsHeaderReader(string path, ReadOnlySpan<byte> json, long dataStart)
{
    private const int LargestRank = 8;
    private const int LargestCount = 1 << 30;    // half of what an array can hold, so that no index overflows
    private readonly bool _startsWithObject = json is [(byte)'{', ..];
    private Utf8JsonReader _json = new(json, new JsonReaderOptions { MaxDepth = 3 });

    internal Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, SafetensorsEntry> Entries { get; } = new(StringComparer.Ordinal);

    internal void ReadAll()
    {
        if (!_startsWithObject)
            throw new CheckpointException($"{path}: expected a header that starts with '{{'.");
        var hasMetadata = false;
        Enter(JsonTokenType.StartObject, "the header");
        while (NextName() is { } name)
        {
            if (name == SafetensorsHeader.MetadataName)
            {
                if (hasMetadata)
                    throw Twice(name);
                hasMetadata = true;
                ReadMetadata();
            }
            else if (!Entries.TryAdd(name, ReadEntry(name)))
                throw Twice(name);
        }
        _json.Read();    // anything but white space after the object is malformed
    }

    private void ReadMetadata()
    {
        Enter(JsonTokenType.StartObject, SafetensorsHeader.MetadataName);
        while (NextName() is { } key)
        {
            Enter(JsonTokenType.String, $"{SafetensorsHeader.MetadataName}.{SafetensorsHeader.Shorten(key)}");
            if (!Metadata.TryAdd(key, _json.GetString()!))
                throw Twice($"{SafetensorsHeader.MetadataName}.{key}");
        }
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        SafetensorsType? type = null;
        int[]? shape = null;
        (long Start, long End)? range = null;
        Enter(JsonTokenType.StartObject, name);
        while (NextName() is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null: type = ReadType(name); break;
                case "shape" when shape is null: shape = ReadShape(name); break;
                case "data_offsets" when range is null: range = ReadRange(name); break;
                case "dtype" or "shape" or "data_offsets": throw Twice($"{name}.{key}");
                default: throw Wrong(name, "dtype, shape and data_offsets", SafetensorsHeader.Shorten(key));
            }
        }
        if (type is null || shape is null || range is null)
            throw Wrong(name, "dtype, shape and data_offsets", "fewer");
        return Check(name, type.Value, shape, range.Value.Start, range.Value.End);
    }

    private readonly SafetensorsEntry Check(string name, SafetensorsType type, int[] shape, long start, long end)
    {
        long count = 1;
        foreach (var length in shape)
        {
            if (length != 0 && count > LargestCount / length)
                throw Wrong(name, $"at most {LargestCount} values", $"shape ({string.Join(", ", shape)})");
            count *= length;
        }
        var byteCount = count * StoredValues.ByteCount(type);
        if (start < 0 || end < start || end > long.MaxValue - dataStart || end - start != byteCount)
            throw Wrong(name, $"{byteCount} bytes for {type} ({string.Join(", ", shape)})", $"data_offsets [{start}, {end}]");
        return new SafetensorsEntry(type, shape, dataStart + start, byteCount);
    }

    private SafetensorsType ReadType(string name)
    {
        Enter(JsonTokenType.String, name);
        var text = _json.GetString()!;
        return text switch
        {
            nameof(SafetensorsType.F64) => SafetensorsType.F64,
            nameof(SafetensorsType.I64) => SafetensorsType.I64,
            nameof(SafetensorsType.F32) => SafetensorsType.F32,
            nameof(SafetensorsType.F16) => SafetensorsType.F16,
            nameof(SafetensorsType.BF16) => SafetensorsType.BF16,
            _ => throw Wrong(name, "dtype F64, I64, F32, F16 or BF16", SafetensorsHeader.Shorten(text)),
        };
    }

    private int[] ReadShape(string name)
    {
        var lengths = new List<int>(LargestRank);
        Enter(JsonTokenType.StartArray, name);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            var length = ReadWholeNumber(name);
            if (length > int.MaxValue || lengths.Count == LargestRank)
                throw Wrong(name, $"at most {LargestRank} axes below 2^31", "more");
            lengths.Add((int)length);
        }
        return [.. lengths];
    }

    private (long Start, long End) ReadRange(string name)
    {
        Enter(JsonTokenType.StartArray, name);
        _json.Read();
        var start = ReadWholeNumber(name);
        _json.Read();
        var end = ReadWholeNumber(name);
        Enter(JsonTokenType.EndArray, name);
        return (start, end);
    }

    private readonly long ReadWholeNumber(string name) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) && number >= 0
            ? number
            : throw Wrong(name, "a whole number from 0 to 2^63 - 1", _json.TokenType.ToString());

    private string? NextName()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.EndObject ? null : _json.GetString();
    }

    private void Enter(JsonTokenType expected, string name)
    {
        if (!_json.Read() || _json.TokenType != expected)
            throw Wrong(name, expected.ToString(), _json.TokenType.ToString());
    }

    private readonly CheckpointException Twice(string name) =>
        new($"{path}: expected every name once, found {SafetensorsHeader.Shorten(name)} twice.");

    private readonly CheckpointException Wrong(string name, string expected, string found) =>
        new($"{path}: tensor {SafetensorsHeader.Shorten(name)}: expected {expected}, found {found}.");
}
