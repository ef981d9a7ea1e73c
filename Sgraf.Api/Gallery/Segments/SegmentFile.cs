using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Gallery.Segments;

/// <summary>An open segment file. One thread appends, any number read what was appended before.</summary>
/// <remarks>
/// It is held by the store and by every snapshot that names records of it, and closed by the last holder; a retired file is then
/// deleted too. So no reader ever meets a file that is gone.
/// </remarks>
internal sealed class SegmentFile
{
    public const string Extension = ".seg";

    /// <summary>Ends the name of a file that the catalogue does not list yet.</summary>
    public const string Unfinished = ".new";

    private readonly SafeFileHandle _file;
    private string _path;
    private readonly Holders _holders = new();
    private volatile bool _isRetired;

    private SegmentFile(string path, SegmentKind kind, int number, SafeFileHandle file) =>
        (_path, Kind, Number, _file) = (path, kind, number, file);

    /// <summary>What it holds.</summary>
    public SegmentKind Kind { get; }

    /// <summary>Its number, given once.</summary>
    public int Number { get; }

    /// <summary>Its name, for messages.</summary>
    public string Name => NameOf(Kind, Number);

    /// <summary>Its bytes.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <summary>The name of a segment file.</summary>
    public static string NameOf(SegmentKind kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:D6}{Extension}").ToLowerInvariant();

    /// <summary>Tells kind and number from a name.</summary>
    public static bool TryParse(string name, out SegmentKind kind, out int number)
    {
        (kind, number) = (default, 0);
        return Path.GetFileNameWithoutExtension(name).Split('-') is [var first, var second]
            && Enum.TryParse(first, ignoreCase: true, out kind)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && name == NameOf(kind, number);
    }

    /// <summary>Makes a new file under a name that says that it is unfinished; that name survives a loss of power.</summary>
    public static SegmentFile Create(string folder, SegmentKind kind, int number)
    {
        var path = Path.Combine(folder, NameOf(kind, number)) + Unfinished;
        var file = new SegmentFile(path, kind, number, File.OpenHandle(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete));
        try
        {
            file.Write(0, [RecordFormat.WriteFileHeader(kind, number)]);
            file.Flush();
            DurableFile.FlushFolder(folder);
            return file;
        }
        catch    // a full disk, most likely; each try would leave another one
        {
            file._file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives a file that the catalogue lists its name.</summary>
    public void Finish()
    {
        if (!_path.EndsWith(Unfinished, StringComparison.Ordinal)) return;
        var finished = _path[..^Unfinished.Length];
        File.Move(_path, finished);
        _path = finished;
        DurableFile.FlushFolder(Path.GetDirectoryName(finished)!);
    }

    /// <summary>Opens a file as it is.</summary>
    public static SegmentFile Open(string folder, SegmentKind kind, int number)
    {
        var path = Path.Combine(folder, NameOf(kind, number));
        return new SegmentFile(path, kind, number, File.OpenHandle(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess));
    }

    /// <summary>Says what is wrong with its header; null when it is sound.</summary>
    public string? HeaderProblem()
    {
        var header = new byte[RecordFormat.FileHeader];
        return TryRead(0, header) ? RecordFormat.FileHeaderProblem(header, Kind, Number) : $"has {Length} bytes, expected at least {header.Length}";
    }

    public void Write(long offset, IReadOnlyList<ReadOnlyMemory<byte>> buffers) => RandomAccess.Write(_file, buffers, offset);

    /// <summary>Brings everything written so far to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    public void Truncate(long length) => RandomAccess.SetLength(_file, length);

    /// <summary>Fills a buffer.</summary>
    /// <returns>False when the file ends before.</returns>
    public bool TryRead(long offset, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = RandomAccess.Read(_file, bytes, offset);
            if (count == 0) return false;
            bytes = bytes[count..];
            offset += count;
        }
        return true;
    }

    /// <summary>Reads a part of known length and checks it.</summary>
    /// <exception cref="SegmentException">The bytes there are not those that were written.</exception>
    public ReadOnlyMemory<byte> ReadPart(long offset, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(RecordFormat.PartHeader + length);
        ReadPart(offset, bytes);
        return bytes.AsMemory(RecordFormat.PartHeader);
    }

    /// <summary>Reads a part into a buffer and checks it.</summary>
    /// <param name="offset">Where the part's header begins.</param>
    /// <param name="bytes">Takes the header and the part; as long as both.</param>
    /// <returns>The part, in the buffer.</returns>
    /// <exception cref="SegmentException">The bytes there are not those that were written.</exception>
    public ReadOnlySpan<byte> ReadPart(long offset, Span<byte> bytes)
    {
        try
        {
            if (TryRead(offset, bytes) && RecordFormat.IsSound(bytes, bytes[RecordFormat.PartHeader..]))
                return bytes[RecordFormat.PartHeader..];
        }
        catch (IOException failure)
        {
            throw Damaged(offset, failure);
        }
        throw Damaged(offset);
    }

    /// <summary>Reads a whole record and checks it.</summary>
    /// <exception cref="SegmentException">The bytes there are not those that were written.</exception>
    public StoredRecord ReadRecord(RecordLocation location)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(location.Length);
        try
        {
            return TryRead(location.Offset, bytes) && StoredRecord.Parse(location, bytes) is { } record ? record : throw Damaged(location.Offset);
        }
        catch (IOException failure)
        {
            throw Damaged(location.Offset, failure);
        }
    }

    /// <summary>Marks a record as deleted, for whoever makes the catalogue anew.</summary>
    public void MarkDeleted(long offset) => RandomAccess.Write(_file, [RecordFormat.Deleted], offset + RecordFormat.LiveOffset);

    /// <summary>Keeps the file open until it is released.</summary>
    /// <returns>False when its last holder has left already.</returns>
    public bool TryHold() => _holders.TryJoin();

    /// <summary>Gives up a hold.</summary>
    public void Release()
    {
        if (!_holders.Leave()) return;
        _file.Dispose();
        if (_isRetired) File.Delete(_path);
    }

    /// <summary>Lets the file be deleted when its last holder leaves.</summary>
    public void Retire() => _isRetired = true;

    /// <summary>What is said of a record that is not as it was written.</summary>
    public SegmentException Damaged(long offset, Exception? inner = null) =>
        new(Number, $"{Name} is damaged at byte {offset}: expected a sound record, found other bytes.", inner);
}
