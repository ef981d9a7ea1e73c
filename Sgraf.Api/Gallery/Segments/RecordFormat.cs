using System.Buffers.Binary;
using System.IO.Hashing;

namespace Sgraf.Api.Gallery.Segments;

/// <summary>The bytes of segment files, little-endian.</summary>
/// <remarks>
/// <code>
/// file    magic (8)  version (4)  kind (4)  number (4)  zeros (4)  checksum of what is before (8), then records without gaps
/// record  magic (4)  kind (1)  live (1)  parts (2)  length of all (8)  checksum of what is before, but for live (8), then parts
/// part    length (8)  checksum of its bytes (8)  bytes
/// </code>
/// The first part of every record is a JSON document that says what the record belongs to, so that the catalogue can be made anew
/// from the segments. Nothing is ever written over but the byte <c>live</c>, when the record is deleted.
/// Checksums are XXH3 of 64 bits; that of a part takes its length as seed.
/// </remarks>
internal static class RecordFormat
{
    public const int Version = 1;
    public const int FileHeader = 32, RecordHeader = 24, PartHeader = 16;

    /// <summary>Where in a record the byte is that says whether it is live.</summary>
    public const int LiveOffset = 5;

    public const byte Live = 1, Deleted = 0;

    /// <summary>Parts of a record at most.</summary>
    public const int LargestPartCount = 8;

    /// <summary>Bytes of a record at most; a picture's file is a small part of it.</summary>
    public const int LargestRecord = 1 << 30;

    /// <summary>The first bytes of every record.</summary>
    public static ReadOnlySpan<byte> RecordMagic => "SGRC"u8;

    private static ReadOnlySpan<byte> FileMagic => "SGRAFSEG"u8;

    public static byte[] WriteFileHeader(SegmentKind kind, int number)
    {
        var header = new byte[FileHeader];
        FileMagic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), (int)kind);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), number);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), XxHash3.HashToUInt64(header.AsSpan(0, 24)));
        return header;
    }

    /// <summary>Says what is wrong with a file's header; null when it is sound.</summary>
    public static string? FileHeaderProblem(ReadOnlySpan<byte> header, SegmentKind kind, int number)
    {
        if (!header.StartsWith(FileMagic)) return "does not begin like a segment";
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version > Version) return $"has format {version}, this program knows formats up to {Version}; update it";
        var expected = WriteFileHeader(kind, number);
        return header.SequenceEqual(expected) ? null : "has a damaged header";
    }

    /// <param name="header">Where it is written.</param>
    /// <param name="kind">What the record is about.</param>
    /// <param name="parts">How many parts follow.</param>
    /// <param name="length">Bytes of the whole record.</param>
    public static void WriteRecordHeader(Span<byte> header, RecordKind kind, int parts, long length)
    {
        RecordMagic.CopyTo(header);
        (header[4], header[LiveOffset]) = ((byte)kind, Live);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)parts);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], HeaderChecksum(header));
    }

    /// <summary>Reads a record's header.</summary>
    /// <returns>False when the bytes are no sound header.</returns>
    public static bool TryReadRecordHeader(ReadOnlySpan<byte> header, out RecordHeader record)
    {
        record = default;
        if (!header.StartsWith(RecordMagic) || BinaryPrimitives.ReadUInt64LittleEndian(header[16..]) != HeaderChecksum(header)) return false;
        record = new RecordHeader(
            (RecordKind)header[4], header[LiveOffset] != Deleted, BinaryPrimitives.ReadUInt16LittleEndian(header[6..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]));
        return record is { PartCount: > 0 and <= LargestPartCount, Length: >= RecordHeader + PartHeader and <= LargestRecord };
    }

    public static void WritePartHeader(Span<byte> header, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt64LittleEndian(header, part.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], XxHash3.HashToUInt64(part, part.Length));
    }

    /// <summary>The length that a part's header states.</summary>
    public static long ReadPartLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt64LittleEndian(header);

    /// <summary>The checksum that a part's header states.</summary>
    public static ulong ReadPartChecksum(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);

    /// <summary>Whether the bytes of a part are those that were written.</summary>
    public static bool IsSound(ReadOnlySpan<byte> header, ReadOnlySpan<byte> part) =>
        ReadPartLength(header) == part.Length && ReadPartChecksum(header) == XxHash3.HashToUInt64(part, part.Length);

    private static ulong HeaderChecksum(ReadOnlySpan<byte> header)
    {
        Span<byte> hashed = stackalloc byte[16];
        header[..16].CopyTo(hashed);
        hashed[LiveOffset] = 0;
        return XxHash3.HashToUInt64(hashed);
    }
}
