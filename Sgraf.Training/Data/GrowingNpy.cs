using System.Runtime.InteropServices;

namespace Sgraf.Training.Data;

/// <summary>An .npy file of float32 rows whose number is not known beforehand, and which another process may go on with.</summary>
/// <remarks>It grows under a name of its own; the header, which holds the number of rows, is written last.</remarks>
internal sealed class GrowingNpy : IDisposable
{
    private const int HeaderLength = 128;
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _file;
    private readonly string _path;
    private readonly int _rowLength;

    /// <param name="path">The growing file; made where there is none, and locked until it is published or disposed of.</param>
    /// <param name="rowLength">Values of a row.</param>
    /// <exception cref="IOException">The file cannot be opened; <see cref="IsInUse"/> tells whether somebody else writes to it.</exception>
    public GrowingNpy(string path, int rowLength)
    {
        (_path, _rowLength) = (path, rowLength);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);    // any other share locks nothing on Unix
    }

    /// <summary>Whole rows in the file.</summary>
    public long RowCount => Math.Max(0, _file.Length - HeaderLength) / RowBytes;

    private long RowBytes => (long)_rowLength * sizeof(float);

    /// <summary>Whether a file could not be opened because it is open elsewhere.</summary>
    public static bool IsInUse(IOException failure) => failure.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation;

    /// <summary>Keeps the first rows and forgets the others.</summary>
    public void Truncate(long rows)
    {
        _file.SetLength(HeaderLength + rows * RowBytes);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Appends one row.</summary>
    public void Append(ReadOnlySpan<float> row)
    {
        if (row.Length != _rowLength) throw new ArgumentException($"row has {row.Length} values, expected {_rowLength}.", nameof(row));
        _file.Write(MemoryMarshal.AsBytes(row));
    }

    /// <summary>Brings all rows to the disk.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    /// <summary>Writes the header, brings all to the disk and gives the file its name; nothing can be appended any more.</summary>
    /// <param name="target">The name; an older file of that name is replaced.</param>
    /// <param name="shapeOfRow">Axes of a row.</param>
    public void Publish(string target, params ReadOnlySpan<long> shapeOfRow)
    {
        var header = NpyWriter.Header([RowCount, .. shapeOfRow]);
        if (header.Length != HeaderLength) throw new InvalidOperationException($"The header of {target} takes {header.Length} bytes.");
        _file.Seek(0, SeekOrigin.Begin);
        _file.Write(header);
        Flush();
        _file.Dispose();
        File.Move(_path, target, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
