using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>
/// The layout of torch up to 1.5: pickles of a magic number, a version, the machine, the object and the storages' keys; then
/// for each key a count and its values.
/// </summary>
internal sealed class LegacyTorchFile : TorchFile
{
    private const long Version = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly FileStream _stream;

    internal LegacyTorchFile(string path, FileStream stream)
    {
        (_path, _stream) = (path, stream);
        var start = new byte[Math.Min(stream.Length, PickleReader.LargestLength)];
        stream.ReadExactly(start);
        var pickles = new PickleReader(path, start);
        CheckPreamble(pickles, startsAsPickle: start is [(byte)Opcode.Proto, ..]);
        Root = pickles.Read();
        var keys = pickles.Read();
        Storages = pickles.Storages;
        FindStorages(keys, pickles.Position);
    }

    /// <inheritdoc />
    internal override object? Root { get; }

    /// <inheritdoc />
    internal override IReadOnlyDictionary<string, TorchStorage> Storages { get; }

    /// <inheritdoc />
    internal override long Length => _stream.Length;

    /// <inheritdoc />
    internal override byte[] ReadStorage(TorchStorage storage)
    {
        var values = new byte[storage.Count * StoredValues.ByteCount(storage.Type)];
        _stream.Position = _offsets[storage.Key];
        _stream.ReadExactly(values);
        return values;
    }

    public override void Dispose() => _stream.Dispose();

    private void CheckPreamble(PickleReader pickles, bool startsAsPickle)
    {
        if (!startsAsPickle || pickles.Read() is not BigInteger magic || magic != Magic)
            throw new CheckpointException($"{_path}: expected a file of torch.save (a zip archive, or its older layout), found another.");
        if (pickles.Read() is not Version)
            throw new CheckpointException($"{_path}: expected version {Version} of the older layout of torch.save, found another.");
        if (pickles.Read() is not PickleDictionary { Items: var machine } || machine.GetValueOrDefault("little_endian") is not true)
            throw new CheckpointException($"{_path}: expected a file of a little-endian machine.");
    }

    private void FindStorages(object? keys, long position)
    {
        if (keys is not PickleList { Items: var names } || names.Count != Storages.Count)
            throw new CheckpointException($"{_path}: expected the keys of {Storages.Count} storages, found {TorchGlobals.Describe(keys)}.");
        foreach (var name in names)
        {
            if (name is not string key || !Storages.TryGetValue(key, out var storage) || !_offsets.TryAdd(key, position + sizeof(long)))
                throw new CheckpointException($"{_path}: expected the key of a storage, once, found {TorchGlobals.Describe(name)}.");
            position = Skip(storage, position);
        }
        if (position != Length)
            throw new CheckpointException($"{_path}: expected {position} bytes, found {Length}.");
    }

    /// <returns>Where a storage's values end.</returns>
    private long Skip(TorchStorage storage, long position)
    {
        var room = (Length - position - sizeof(long)) / StoredValues.ByteCount(storage.Type);
        if (room < storage.Count)
            throw new CheckpointException(
                $"{_path}: storage {TorchGlobals.Quote(storage.Key)}: expected {storage.Count} values, the file has room for {Math.Max(0, room)}.");
        Span<byte> count = stackalloc byte[sizeof(long)];
        _stream.Position = position;
        _stream.ReadExactly(count);
        var found = BinaryPrimitives.ReadInt64LittleEndian(count);
        if (found != storage.Count)
            throw new CheckpointException(
                $"{_path}: storage {TorchGlobals.Quote(storage.Key)}: expected {storage.Count} values, found {found}.");
        return position + sizeof(long) + storage.Count * StoredValues.ByteCount(storage.Type);
    }
}
