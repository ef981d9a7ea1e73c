namespace Sgraf.Api.Gallery.Segments;

/// <summary>What the first bytes of a record say.</summary>
/// <param name="Kind">What the record is about.</param>
/// <param name="IsLive">Whether it was not deleted.</param>
/// <param name="PartCount">How many parts follow.</param>
/// <param name="Length">Bytes of the whole record.</param>
internal readonly record struct RecordHeader(RecordKind Kind, bool IsLive, int PartCount, long Length);
