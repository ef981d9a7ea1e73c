using Sgraf.Api.Gallery.Segments;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Gallery.Segments;

/// <summary>Whatever happens to a file, every record that is read is one that was written, and undamaged ones are read.</summary>
public sealed class SegmentScanTests : IDisposable
{
    private const int Count = 30;
    private readonly TemporaryFolder _folder = new();
    private readonly List<(byte[][] Parts, RecordLocation Location)> _written = [];
    private readonly byte[] _sound;

    public SegmentScanTests()
    {
        using var store = new SegmentStore(_folder.Path);
        var appender = new SegmentAppender(store, SegmentKind.Embeddings, long.MaxValue);
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            byte[][] parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomBytes(random, random.Next(0, 400)))];
            var location = appender.Append(new SegmentRecord(RecordKind.ImageEmbeddings, [.. parts.Select(part => (ReadOnlyMemory<byte>)part)]));
            _written.Add((parts, location));
        }
        appender.Flush();
        _sound = File.ReadAllBytes(Directory.GetFiles(_folder.Path).Single());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_record_is_read_as_it_was_written()
    {
        var (records, damages) = Scan(_sound);
        Assert.Equal(0, damages);
        AssertWritten(records, Enumerable.Range(0, Count));
    }

    [Fact]
    public void A_file_that_was_cut_off_anywhere_keeps_its_whole_records()
    {
        var random = new Random(2);
        for (var round = 0; round < 150; round++)
        {
            var length = random.Next(_sound.Length + 1);
            var (records, _) = Scan(_sound[..length]);
            AssertWritten(records, Enumerable.Range(0, Count).Where(i => End(i) <= length));
        }
    }

    [Fact]
    public void A_file_with_wrong_bytes_anywhere_loses_the_records_there_and_no_others()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var bytes = _sound.ToArray();
            var (start, length) = (random.Next(RecordFormat.FileHeader, bytes.Length), random.Next(1, 60));
            length = Math.Min(length, bytes.Length - start);
            foreach (ref var value in bytes.AsSpan(start, length)) value ^= (byte)random.Next(1, 256);
            var (records, damages) = Scan(bytes);
            var lost = Enumerable.Range(0, Count).Where(i => _written[i].Location.Offset < start + length && End(i) > start).ToArray();
            if (lost is [var only] && length == 1 && start == _written[only].Location.Offset + RecordFormat.LiveOffset) lost = [];
            AssertWritten(records, Enumerable.Range(0, Count).Except(lost));
            Assert.Equal(lost.Length > 0, damages > 0);
        }
    }

    [Fact]
    public void A_file_from_which_bytes_are_missing_keeps_the_records_before_and_behind()
    {
        var random = new Random(4);
        for (var round = 0; round < 150; round++)
        {
            var (start, length) = (random.Next(RecordFormat.FileHeader, _sound.Length - 600), random.Next(1, 500));
            var (records, _) = Scan([.. _sound[..start], .. _sound[(start + length)..]]);
            var kept = Enumerable.Range(0, Count).Where(i => End(i) <= start || _written[i].Location.Offset >= start + length).ToArray();
            Assert.Equal(kept.Select(Text), records.Select(record => Text(record.Parts)));
        }
    }

    [Fact]
    public void Chance_bytes_give_nothing()
    {
        var random = new Random(5);
        for (var round = 0; round < 20; round++) Assert.Empty(Scan(RandomBytes(random, random.Next(5000))).Records);
    }

    [Fact]
    public void A_deleted_record_is_marked_and_stays_readable()
    {
        using var store = new SegmentStore(_folder.Path);
        var file = store.Open(SegmentKind.Embeddings, 1);
        file.MarkDeleted(_written[4].Location.Offset);
        var records = new SegmentScan(file).Records().ToList();
        Assert.Equal([4], Enumerable.Range(0, Count).Where(i => !records[i].Header.IsLive));
        AssertWritten(records, Enumerable.Range(0, Count));
    }

    private static (List<StoredRecord> Records, int Damages) Scan(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        folder.Write(SegmentFile.NameOf(SegmentKind.Embeddings, 1), bytes);
        using var store = new SegmentStore(folder.Path);
        var scan = new SegmentScan(store.Open(SegmentKind.Embeddings, 1));
        return ([.. scan.Records()], scan.Damages);
    }

    private void AssertWritten(List<StoredRecord> records, IEnumerable<int> expected)
    {
        var indices = expected.ToArray();
        Assert.Equal(indices.Select(i => _written[i].Location), records.Select(record => record.Location));
        Assert.Equal(indices.Select(Text), records.Select(record => Text(record.Parts)));
    }

    private long End(int i) => _written[i].Location.Offset + _written[i].Location.Length;

    private string Text(int i) => Text(Array.ConvertAll(_written[i].Parts, part => (ReadOnlyMemory<byte>)part));

    private static string Text(IEnumerable<ReadOnlyMemory<byte>> parts) => string.Join(' ', parts.Select(part => Convert.ToHexString(part.Span)));

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
