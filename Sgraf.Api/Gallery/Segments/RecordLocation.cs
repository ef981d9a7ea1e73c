namespace Sgraf.Api.Gallery.Segments;

/// <summary>Where a record lies.</summary>
/// <param name="Segment">The number of its segment file.</param>
/// <param name="Offset">Its first byte there.</param>
/// <param name="Length">Its bytes, all included.</param>
internal readonly record struct RecordLocation(int Segment, long Offset, int Length)
{
    /// <summary>Where one of its last parts begins.</summary>
    /// <param name="lengths">Bytes of this part and of those behind it.</param>
    public long PartFromEnd(params ReadOnlySpan<int> lengths)
    {
        var start = Offset + Length;
        foreach (var length in lengths) start -= RecordFormat.PartHeader + length;
        return start;
    }
}
