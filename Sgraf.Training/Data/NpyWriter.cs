using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Data;

/// <summary>Writes an .npy file of float32 values in C order, rows as they come, of any size.</summary>
public sealed class NpyWriter
{
    private const int Alignment = 64;
    private readonly Stream _file;
    private Int128 _missing;

    private NpyWriter(Stream file, IReadOnlyList<long> shape)
    {
        _file = file;
        _missing = shape.Aggregate(Int128.One, (product, length) => checked(product * length));
        file.Write(Header(shape));
    }

    /// <summary>Writes a file under a temporary name, flushes it to the disk and gives it its name.</summary>
    /// <param name="path">The file; an older one of that name is replaced whole.</param>
    /// <param name="shape">Lengths of the axes, known beforehand.</param>
    /// <param name="write">Appends every value; when it throws, nothing is left behind and an older file stays.</param>
    /// <exception cref="ArgumentException">A length is negative, or the values appended are not as many as the shape has.</exception>
    /// <exception cref="IOException">The file cannot be written, for example because the disk is full.</exception>
    public static void Write(string path, IReadOnlyList<long> shape, Action<NpyWriter> write)
    {
        foreach (var length in shape)
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(shape));
        DurableFile.Write(path, file =>
        {
            var writer = new NpyWriter(file, shape);
            write(writer);
            if (writer._missing != 0)
                throw new ArgumentException($"{path} is to have shape {NpyHeader.ShapeText(shape)}, but {writer._missing} values were not appended.", nameof(write));
        });
    }

    /// <summary>Appends values in row-major order: whole rows or any part of them.</summary>
    /// <exception cref="ArgumentException">They are more than the shape has room for.</exception>
    public void Append(ReadOnlySpan<float> values)
    {
        if (values.Length > _missing)
            throw new ArgumentException($"There is room for {_missing} values, but {values.Length} were appended.", nameof(values));
        _file.Write(MemoryMarshal.AsBytes(values));
        _missing -= values.Length;
    }

    /// <summary>A header of version 1.0, padded so that the values start at a multiple of 64 bytes.</summary>
    internal static byte[] Header(IReadOnlyList<long> shape)
    {
        const int PrefixLength = 10;
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {NpyHeader.ShapeText(shape)}, }}";
        var header = new byte[(PrefixLength + text.Length + 1 + Alignment - 1) / Alignment * Alignment];
        header.AsSpan().Fill((byte)' ');
        NpyHeader.Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)(header.Length - PrefixLength)));
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixLength));
        header[^1] = (byte)'\n';
        return header;
    }
}
