using System.IO.Compression;
using ICSharpCode.SharpZipLib.Checksum;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>The layout of torch from 1.6 on: a zip archive, nothing in it compressed.</summary>
internal sealed class ZipTorchFile : TorchFile
{
    private const string Pickle = "/data.pkl";

    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly string _folder;
    private readonly FileStream _stream;
    private readonly ZipArchive _archive;

    internal ZipTorchFile(string path, FileStream stream)
    {
        (_path, _stream) = (path, stream);
        _archive = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in _archive.Entries)
        {
            if (!_entries.TryAdd(entry.FullName, entry))
                throw new CheckpointException($"{path}: expected every name once, found {TorchGlobals.Quote(entry.FullName)} twice.");
        }
        _folder = FindFolder();
        CheckByteOrder();
        var pickles = new PickleReader(path, ReadEntry("data.pkl", PickleReader.LargestLength));
        Root = pickles.Read();
        Storages = pickles.Storages;
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
        var values = ReadEntry($"data/{storage.Key}", _stream.Length);
        return values.LongLength == storage.Count * StoredValues.ByteCount(storage.Type)
            ? values
            : throw new CheckpointException(
                $"{_path}: storage {TorchGlobals.Quote(storage.Key)}: expected {storage.Count} values of {storage.Type}, " +
                $"found {values.LongLength} bytes.");
    }

    public override void Dispose()
    {
        _archive.Dispose();
        _stream.Dispose();
    }

    private string FindFolder()
    {
        var pickles = _entries.Keys.Where(name => name.EndsWith(Pickle, StringComparison.Ordinal)).ToList();
        return pickles is [var pickle]
            ? pickle[..^Pickle.Length]
            : throw new CheckpointException($"{_path}: expected one data.pkl in the archive, found {pickles.Count}.");
    }

    private void CheckByteOrder()
    {
        if (_entries.ContainsKey($"{_folder}/byteorder")
            && System.Text.Encoding.UTF8.GetString(ReadEntry("byteorder", 100)).Trim() != "little")
            throw new CheckpointException($"{_path}: expected a file of a little-endian machine.");
    }

    private byte[] ReadEntry(string name, long largest)
    {
        if (!_entries.TryGetValue($"{_folder}/{name}", out var entry))
            throw new CheckpointException($"{_path}: expected {TorchGlobals.Quote(name)} in the archive, found no such entry.");
        if (entry.CompressedLength != entry.Length)
            throw new CheckpointException(
                $"{_path}: {TorchGlobals.Quote(name)}: expected an entry that is not compressed, as torch.save writes it.");
        if (entry.Length > Math.Min(largest, _stream.Length))
            throw new CheckpointException(
                $"{_path}: {TorchGlobals.Quote(name)}: expected at most {Math.Min(largest, _stream.Length)} bytes, found {entry.Length}.");
        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        content.ReadExactly(bytes);
        var checksum = new Crc32();
        checksum.Update(bytes);
        return checksum.Value == entry.Crc32
            ? bytes
            : throw new CheckpointException($"{_path}: {TorchGlobals.Quote(name)} is damaged: its checksum is another; fetch the file again.");
    }
}
