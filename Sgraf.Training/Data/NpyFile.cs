using System.IO.MemoryMappedFiles;

namespace Sgraf.Training.Data;

/// <summary>An open .npy file of float32 values, whose rows are mapped into memory a block at a time.</summary>
/// <remarks>
/// A row is one entry of the first axis: one image's regions in <c>*_ims.npy</c>. The file is never mapped whole, so one of 33 GB
/// costs the memory of the blocks in use. Blocks may be mapped on several threads at once. Do not shorten a file while one of
/// its blocks is in use: the operating system then ends the process.
/// </remarks>
public sealed class NpyFile : IDisposable
{
    private readonly FileStream _file;
    private readonly MemoryMappedFile? _map;
    private readonly string _path;
    private readonly int _dataOffset;

    private NpyFile(string path, FileStream file, NpyHeader header)
    {
        (_path, _file, _dataOffset, Shape) = (path, file, header.DataOffset, header.Shape);
        RowLength = RowLengthOf(path, header);
        CheckLength();
        if (RowCount > 0 && RowLength > 0)
            _map = MemoryMappedFile.CreateFromFile(
                file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
    }

    /// <summary>Lengths of the axes, at least one.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Rows of the file: the length of the first axis.</summary>
    public long RowCount => Shape[0];

    /// <summary>Values of one row: the product of the other axes.</summary>
    public int RowLength { get; }

    /// <summary>Opens a file and checks that its length is exactly what its header claims.</summary>
    /// <exception cref="NpyException">There is no such file, or it is not a sound .npy file of float32 in C order.</exception>
    public static NpyFile Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var header = NpyHeader.Read(file, path);
            CheckLayout(path, header);
            return new NpyFile(path, file, header);
        }
        catch (Exception failure)
        {
            file?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
                throw new NpyException($"{path} cannot be read: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>Maps some rows; the block is to be disposed of before the file.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">Rows of the block.</param>
    /// <exception cref="ArgumentOutOfRangeException">The file has no such rows, or they are more than one block can hold.</exception>
    /// <exception cref="NpyException">The file has been cut short since it was opened.</exception>
    public NpyBlock Map(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RowCount - first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)count * RowLength, Array.MaxLength, nameof(count));
        if (_map is null || count == 0) return new NpyBlock(view: null, length: 0);
        var rowBytes = (long)RowLength * sizeof(float);
        var start = _dataOffset + first * rowBytes;
        if (_file.Length < start + count * rowBytes)
            throw new NpyException($"{_path} was cut short while it was open; restore it and start again.");
        return new NpyBlock(_map.CreateViewAccessor(start, count * rowBytes, MemoryMappedFileAccess.Read), count * RowLength);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _map?.Dispose();
        _file.Dispose();
    }

    private void CheckLength()
    {
        var expected = (Int128)RowCount * RowLength * sizeof(float) + _dataOffset;    // a hostile shape overflows 64 bits
        if (_file.Length != expected)
            throw new NpyException(
                $"{_path}: expected {expected} bytes for shape {NpyHeader.ShapeText(Shape)}, found {_file.Length}; copy or write it again.");
    }

    private static void CheckLayout(string path, NpyHeader header)
    {
        if (header.ValueType != "<f4")
            throw new NpyException(
                $"{path}: expected values of type <f4 (float32), found {header.ValueType}; convert it in Python: np.save(path, array.astype('<f4')).");
        if (header.FortranOrder)
            throw new NpyException(
                $"{path}: expected C order, found Fortran order; convert it in Python: np.save(path, np.ascontiguousarray(array)).");
        if (header.Shape.Count == 0)
            throw new NpyException($"{path}: expected an array with rows, found a single number.");
        if (header.DataOffset % sizeof(float) != 0)
            throw new NpyException($"{path}: expected values that start at a multiple of 4 bytes, found {header.DataOffset}; save it with NumPy.");
    }

    private static int RowLengthOf(string path, NpyHeader header)
    {
        var product = header.Shape.Skip(1).Aggregate(Int128.One, (product, length) => Int128.Min(product, Array.MaxLength + 1L) * length);
        return product <= Array.MaxLength
            ? (int)product
            : throw new NpyException($"{path}: expected rows of at most {Array.MaxLength} values, found shape {NpyHeader.ShapeText(header.Shape)}.");
    }
}
