using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Sgraf.Model.Bundles;

/// <summary>Writes safetensors files that every reader of the format takes.</summary>
public static class SafetensorsWriter
{
    private const int ValuesAtOnce = 1 << 14;

    /// <summary>Writes a file under a temporary name, flushes it to the disk and gives it its name.</summary>
    /// <param name="path">The file; an older one of that name is replaced whole.</param>
    /// <param name="tensors">Every tensor by name. Counters (<c>num_batches_tracked</c>) are stored as I64 whatever the type.</param>
    /// <param name="type">How the values are stored; those that do not fit exactly are rounded to the nearest.</param>
    /// <param name="metadata">Free notes.</param>
    /// <exception cref="ArgumentException">
    /// A tensor's shape does not match its values, or a value cannot be stored: a finite one beyond the type's range, or a
    /// fraction as I64.
    /// </exception>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, WeightTensor> tensors,
        SafetensorsType type = SafetensorsType.F32,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var entries = Arrange(tensors, type);
        DurableFile.Write(path, stream =>
        {
            WriteHeader(stream, entries, metadata);
            foreach (var (name, entry) in entries)
            {
                using var view = tensors[name].View();
                WriteValues(stream, name, view.Values, entry.DType);
            }
        });
    }

    /// <summary>Widest values first, so that each tensor starts at a multiple of its value's size.</summary>
    private static List<KeyValuePair<string, SafetensorsEntry>> Arrange(
        IReadOnlyDictionary<string, WeightTensor> tensors, SafetensorsType type)
    {
        var entries = new List<KeyValuePair<string, SafetensorsEntry>>();
        long offset = 0;
        foreach (var (name, tensor) in tensors
            .OrderByDescending(pair => StoredValues.ByteCount(StorageType(pair.Key, type))).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name == SafetensorsHeader.MetadataName)
                throw new ArgumentException($"{name} is the place of the notes, not a tensor.", nameof(tensors));
            var count = tensor.Shape.Aggregate(1L, (product, length) => checked(product * length));
            if (count != tensor.Values.Length || tensor.Shape.Any(length => length < 0))
                throw new ArgumentException(
                    $"{name} has shape ({string.Join(", ", tensor.Shape)}) and {tensor.Values.Length} values.", nameof(tensors));
            var stored = StorageType(name, type);
            var byteCount = count * StoredValues.ByteCount(stored);
            entries.Add(new(name, new SafetensorsEntry(stored, tensor.Shape, offset, byteCount)));
            offset += byteCount;
        }
        return entries;
    }

    private static SafetensorsType StorageType(string name, SafetensorsType type) =>
        CheckpointSchema.IsCounter(name) ? SafetensorsType.I64 : type;

    private static void WriteHeader(
        Stream stream, List<KeyValuePair<string, SafetensorsEntry>> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
            WriteJson(json, entries, metadata);
        var padding = -header.WrittenCount & 7;    // values start at a multiple of eight
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.WrittenCount);
        stream.Write(prefix);
        stream.Write(header.WrittenSpan);
    }

    private static void WriteJson(
        Utf8JsonWriter json, List<KeyValuePair<string, SafetensorsEntry>> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject(SafetensorsHeader.MetadataName);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
        }
        foreach (var (name, entry) in entries)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", entry.DType.ToString());
            WriteNumbers(json, "shape", entry.Shape.Select(length => (long)length));
            WriteNumbers(json, "data_offsets", [entry.Offset, entry.Offset + entry.ByteCount]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteValues(Stream stream, string name, ReadOnlySpan<float> values, SafetensorsType type)
    {
        var size = StoredValues.ByteCount(type);
        var buffer = new byte[ValuesAtOnce * size];
        while (!values.IsEmpty)
        {
            var part = values[..Math.Min(ValuesAtOnce, values.Length)];
            for (var i = 0; i < part.Length; i++)
            {
                if (!StoredValues.TryStore(type, part[i], buffer.AsSpan(i * size, size)))
                    throw new ArgumentException($"{name} holds {part[i]}, which {type} cannot store.", nameof(values));
            }
            stream.Write(buffer, 0, part.Length * size);
            values = values[part.Length..];
        }
    }
}
