using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Data;

public sealed class GrowingNpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Growing => _folder.PathOf("a.part");

    private string Target => _folder.PathOf("a.npy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_has_grown_reads_like_any_other()
    {
        using (var file = new GrowingNpy(Growing, 6))
        {
            file.Truncate(0);
            for (var row = 0; row < 5; row++) file.Append(Row(row));
            file.Publish(Target, 2, 3);
        }
        Assert.False(File.Exists(Growing));
        using var read = NpyFile.Open(Target);
        Assert.Equal([5, 2, 3], read.Shape);
        using var block = read.Map(4, 1);
        Assert.Equal(Row(4), block.Span);
    }

    [Fact]
    public void Another_writer_goes_on_after_the_rows_it_trusts()
    {
        using (var first = new GrowingNpy(Growing, 6))
        {
            first.Truncate(0);
            for (var row = 0; row < 5; row++) first.Append(Row(row));
        }
        File.AppendAllText(Growing, "half a row");
        using (var second = new GrowingNpy(Growing, 6))
        {
            Assert.Equal(5, second.RowCount);
            second.Truncate(3);
            second.Append(Row(9));
            second.Publish(Target, 6);
        }
        using var read = NpyFile.Open(Target);
        using var block = read.Map(0, 4);
        Assert.Equal([.. Row(0), .. Row(1), .. Row(2), .. Row(9)], block.Span.ToArray());
    }

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        using var file = new GrowingNpy(Growing, 6);
        Assert.Throws<ArgumentException>(() => file.Append(new float[5]));
    }

    private static float[] Row(int row) => [.. Enumerable.Range(0, 6).Select(i => row + i / 10f)];
}
