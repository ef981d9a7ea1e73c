using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Tests.Gallery;

/// <summary>What a bad disk does to a segment.</summary>
internal static class SegmentDamage
{
    /// <summary>Changes one byte of a record.</summary>
    /// <param name="path">The segment's file.</param>
    /// <param name="record">The record.</param>
    /// <param name="place">Where in the record, 0 to 1.</param>
    public static void Flip(string path, RecordLocation record, double place)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var offset = record.Offset + (long)(place * record.Length);
        var bytes = new byte[1];
        Assert.Equal(1, RandomAccess.Read(file, bytes, offset));
        bytes[0] ^= 0x10;
        RandomAccess.Write(file, bytes, offset);
    }
}
