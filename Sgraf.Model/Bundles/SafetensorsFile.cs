using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sgraf.Model.Bundles;

/// <summary>An open safetensors file: its header checked whole, its tensors mapped or read when asked for.</summary>
/// <remarks>
/// <para>F32 tensors are views of the mapped file and stay good after the file is closed, deleted or replaced by another of its
/// name; the map ends with the last of them. Other types are read and converted. Reads may run on several threads at once.</para>
/// <para>Do not shorten a file whose weights are in use: the operating system ends a process that looks at a mapped page which is
/// no longer there. The length is checked whenever a tensor is asked for, and networks copy their weights when they are made, so
/// the time in which that can happen is short. Windows does not let a mapped file be replaced, so there F32 tensors are read too.</para>
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const long LargestExactFloat = 1 << 24;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly Lazy<SafeMemoryMappedViewHandle> _map;

    private SafetensorsFile(string path, SafeFileHandle file, SafetensorsHeader header)
    {
        (_path, _file, Metadata, Entries) = (path, file, header.Metadata, header.Entries);
        _map = new(Map);
    }

    /// <summary>Free notes of the file (<c>__metadata__</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Every tensor by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>Opens a file and checks its header against its length: every byte belongs to exactly one tensor.</summary>
    /// <exception cref="CheckpointException">There is no such file, or it is not a sound safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            return new SafetensorsFile(path, file, ReadHeader(path, file));
        }
        catch (Exception failure)
        {
            file?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
                throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>The values of a tensor of any storage type.</summary>
    /// <exception cref="CheckpointException">
    /// The file has no such tensor, has been cut short since it was opened, or holds a whole number beyond 2^24, where single
    /// precision has gaps.
    /// </exception>
    public WeightTensor Read(string name)
    {
        var entry = Find(name);
        return new WeightTensor(entry.Shape, entry.DType switch
        {
            SafetensorsType.F32 when entry.Count > 0 && !OperatingSystem.IsWindows() => MapValues(name, entry),
            SafetensorsType.F32 => ReadArray<float>(name, entry),
            SafetensorsType.I64 => Array.ConvertAll(ReadInt64(name), number => ToSingle(name, number)),
            _ => ReadConverted(name, entry),
        });
    }

    /// <summary>The whole numbers of an I64 tensor, in row-major order.</summary>
    /// <exception cref="CheckpointException">The file has no such tensor, or stores it otherwise.</exception>
    public long[] ReadInt64(string name)
    {
        var entry = Find(name);
        return entry.DType == SafetensorsType.I64
            ? ReadArray<long>(name, entry)
            : throw new CheckpointException($"{_path}: tensor {name}: expected I64, found {entry.DType}.");
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static SafetensorsHeader ReadHeader(string path, SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var prefix = new byte[SafetensorsHeader.PrefixLength];
        if (!TryFill(file, prefix, 0))
            throw new CheckpointException($"{path}: expected at least {prefix.Length} bytes, found {length}.");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var largest = Math.Min(length - prefix.Length, SafetensorsHeader.LargestLength);
        if (headerLength > (ulong)largest)
            throw new CheckpointException($"{path}: expected a header of at most {largest} bytes, found {headerLength}.");
        var json = new byte[headerLength];
        if (!TryFill(file, json, prefix.Length))
            throw new CheckpointException($"{path} ended within its header.");
        return SafetensorsHeader.Parse(path, json, length);
    }

    private static bool TryFill(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var count = RandomAccess.Read(file, bytes, offset);
            if (count == 0)
                return false;
            bytes = bytes[count..];
            offset += count;
        }
        return true;
    }

    private SafetensorsEntry Find(string name) => Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new CheckpointException($"{_path} has no tensor {name}.");

    private ReadOnlyMemory<float> MapValues(string name, SafetensorsEntry entry)
    {
        if (RandomAccess.GetLength(_file) < entry.Offset + entry.ByteCount)
            throw CutShort(name);
        return new MappedValues(_map.Value, entry.Offset, entry.Count).Memory;
    }

    /// <summary>The whole file. The handle is never disposed of: its finalizer ends the map once no tensor holds it.</summary>
    private SafeMemoryMappedViewHandle Map()
    {
        using var map = MemoryMappedFile.CreateFromFile(
            _file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
    }

    private T[] ReadArray<T>(string name, SafetensorsEntry entry) where T : unmanaged
    {
        const int part = 1 << 24;    // a span of bytes ends at 2 GB
        var values = GC.AllocateUninitializedArray<T>(entry.Count);
        for (var start = 0; start < values.Length; start += part)
            Fill(name, entry, start, MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(part, values.Length - start))));
        return values;
    }

    private float[] ReadConverted(string name, SafetensorsEntry entry)
    {
        const int part = 1 << 14;
        var size = StoredValues.ByteCount(entry.DType);
        var values = GC.AllocateUninitializedArray<float>(entry.Count);
        var buffer = new byte[Math.Min(part, values.Length) * size];
        for (var start = 0; start < values.Length; start += part)
        {
            var room = values.AsSpan(start, Math.Min(part, values.Length - start));
            var stored = buffer.AsSpan(0, room.Length * size);
            Fill(name, entry, start, stored);
            StoredValues.ToSingle(entry.DType, stored, room);
        }
        return values;
    }

    private void Fill(string name, SafetensorsEntry entry, int start, Span<byte> bytes)
    {
        if (!TryFill(_file, bytes, entry.Offset + (long)start * StoredValues.ByteCount(entry.DType)))
            throw CutShort(name);
    }

    private CheckpointException CutShort(string name) => new($"{_path} was cut short while it was open: tensor {name} is incomplete.");

    private float ToSingle(string name, long number) => number is >= -LargestExactFloat and <= LargestExactFloat
        ? number
        : throw new CheckpointException($"{_path}: tensor {name}: expected whole numbers up to {LargestExactFloat}, found {number}.");
}
