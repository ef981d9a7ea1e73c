using System.Text;
using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back_in_any_blocks()
    {
        var path = Write([7, 3, 5], Numbers(7 * 3 * 5));
        using var file = NpyFile.Open(path);
        Assert.Equal((7L, 15), (file.RowCount, file.RowLength));
        Assert.Equal([7, 3, 5], file.Shape);
        for (var first = 0; first <= 7; first++)
        {
            for (var count = 0; count <= 7 - first; count++)
            {
                using var block = file.Map(first, count);
                Assert.Equal(Numbers(7 * 15).AsSpan((first * 15)..((first + count) * 15)), block.Span);
            }
        }
    }

    [Fact]
    public void Rows_beyond_the_first_pages_are_found()
    {
        var path = Write([300, 1025], Numbers(300 * 1025));
        using var file = NpyFile.Open(path);
        using var early = file.Map(2, 1);
        using var late = file.Map(299, 1);
        Assert.Equal(299 * 1025, late.Span[0]);
        Assert.Equal(2 * 1025, early.Memory.Span[0]);
    }

    [Fact]
    public void An_array_without_rows_is_read()
    {
        using var file = NpyFile.Open(Write([0, 36, 2048], []));
        using var block = file.Map(0, 0);
        Assert.Equal((0L, 36 * 2048, 0), (file.RowCount, file.RowLength, block.Span.Length));
    }

    [Fact]
    public void Rows_without_values_are_read()
    {
        using var file = NpyFile.Open(Write([5, 0], []));
        using var block = file.Map(1, 4);
        Assert.Equal((5L, 0, 0), (file.RowCount, file.RowLength, block.Span.Length));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 8)]
    [InlineData(7, 1)]
    [InlineData(long.MaxValue, 1)]
    public void Rows_that_are_not_there_are_refused(long first, int count)
    {
        using var file = NpyFile.Open(Write([7, 2], Numbers(14)));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Map(first, count));
    }

    [Fact]
    public void A_block_refuses_to_be_read_once_disposed_of()
    {
        using var file = NpyFile.Open(Write([7, 2], Numbers(14)));
        var block = file.Map(0, 7);
        var memory = block.Memory;
        ((IDisposable)block).Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Span[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-8)]
    [InlineData(1)]
    public void A_file_longer_or_shorter_than_its_shape_is_refused(int change)
    {
        var path = Write([7, 2], Numbers(14));
        using (var stream = File.OpenWrite(path)) stream.SetLength(stream.Length + change);
        var failure = Assert.Throws<NpyException>(() => NpyFile.Open(path));
        Assert.Equal($"{path}: expected 184 bytes for shape (7, 2), found {184 + change}; copy or write it again.", failure.Message);
    }

    [Fact]
    public void A_file_cut_short_while_open_is_refused_and_does_not_end_the_process()
    {
        var path = Write([7, 2000], Numbers(14_000));
        using var file = NpyFile.Open(path);
        TruncateAsAnotherProgramWould(path);
        var failure = Assert.Throws<NpyException>(() => file.Map(6, 1));
        Assert.Equal($"{path} was cut short while it was open; restore it and start again.", failure.Message);
    }

    [Theory]
    [InlineData("(999999999999999999, 999999999999999999)", "rows of at most")]
    [InlineData("(999999999999999999, 2147483591)", "bytes for shape")]
    [InlineData("(4611686018427387904, 1)", "a header like")]
    [InlineData("(999999999999999999, 1)", "bytes for shape (999999999999999999, 1)")]
    [InlineData("(2, 4294967296, 4294967296, 4294967296, 4294967296, 4294967296)", "rows of at most")]
    public void A_claimed_shape_that_overflows_is_refused(string shape, string expected)
    {
        var path = WriteRaw($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}}", 0);
        Assert.Contains(expected, Assert.Throws<NpyException>(() => NpyFile.Open(path)).Message);
    }

    [Theory]
    [InlineData("<f8", "np.save(path, array.astype('<f4'))")]
    [InlineData(">f4", "np.save(path, array.astype('<f4'))")]
    [InlineData("|O", "np.save(path, array.astype('<f4'))")]
    public void Other_types_are_refused_with_the_remedy(string type, string remedy)
    {
        var path = WriteRaw($"{{'descr': '{type}', 'fortran_order': False, 'shape': (1,)}}", 8);
        var failure = Assert.Throws<NpyException>(() => NpyFile.Open(path));
        Assert.StartsWith($"{path}: expected values of type <f4 (float32), found {type}; ", failure.Message);
        Assert.Contains(remedy, failure.Message);
    }

    [Fact]
    public void Fortran_order_is_refused_with_the_remedy()
    {
        var path = WriteRaw("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1)}", 8);
        Assert.Contains("np.ascontiguousarray", Assert.Throws<NpyException>(() => NpyFile.Open(path)).Message);
    }

    [Fact]
    public void A_single_number_is_refused()
    {
        var path = WriteRaw("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", 4);
        Assert.Equal($"{path}: expected an array with rows, found a single number.", Assert.Throws<NpyException>(() => NpyFile.Open(path)).Message);
    }

    [Fact]
    public void Values_at_an_odd_place_are_refused()
    {
        var path = WriteRaw("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", 4, padTo: 1);
        Assert.Contains("a multiple of 4 bytes", Assert.Throws<NpyException>(() => NpyFile.Open(path)).Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(_folder.Path, "absent.npy");
        Assert.StartsWith($"{path} cannot be read: ", Assert.Throws<NpyException>(() => NpyFile.Open(path)).Message);
    }

    [Fact]
    public void Features_written_by_numpy_are_read()
    {
        using var file = NpyFile.Open(SharedData.Require("features/coco10_ims.npy"));
        using var block = file.Map(0, 10);
        Assert.Equal([10, 36, 2048], file.Shape);
        Assert.True(block.Span.ToArray().All(value => value is >= 0 and < 36));
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(number => (float)number)];

    private string Write(long[] shape, float[] values)
    {
        var path = Path.Combine(_folder.Path, "features.npy");
        NpyWriter.Write(path, shape, writer => writer.Append(values));
        return path;
    }

    private string WriteRaw(string dictionary, int dataLength, int padTo = 64)
    {
        var padded = dictionary.PadRight((10 + dictionary.Length + padTo) / padTo * padTo - 11) + "\n";
        var path = Path.Combine(_folder.Path, "raw.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)padded.Length, (byte)(padded.Length >> 8), .. Encoding.ASCII.GetBytes(padded), .. new byte[dataLength]]);
        return path;
    }

    private static void TruncateAsAnotherProgramWould(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(200);
    }
}
