using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Data;

public sealed class NpyWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "scores.npy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_are_those_of_numpy()
    {
        NpyWriter.Write(FilePath, [2, 1], writer => writer.Append([1f, -2f]));
        // np.save of np.array([[1], [-2]], '<f4')
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 0x76, 0,
            .. "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }".PadRight(117).Select(letter => (byte)letter), (byte)'\n',
            0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0,
        ];
        Assert.Equal(expected, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void Values_start_at_a_multiple_of_64_bytes(long[] shape)
    {
        NpyWriter.Write(FilePath, shape, writer => writer.Append([1f, 2f, 3f]));
        Assert.Equal(12, new FileInfo(FilePath).Length % 64);
        using var file = NpyFile.Open(FilePath);
        Assert.Equal(shape, file.Shape);
    }

    [Fact]
    public void Rows_come_in_any_portions()
    {
        NpyWriter.Write(FilePath, [2, 3], writer =>
        {
            writer.Append([1f, 2f, 3f, 4f]);
            writer.Append([]);
            writer.Append([5f, 6f]);
        });
        using var file = NpyFile.Open(FilePath);
        using var block = file.Map(0, 2);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], block.Span);
    }

    [Fact]
    public void A_failure_on_the_way_leaves_the_older_file_and_nothing_else()
    {
        NpyWriter.Write(FilePath, [1], writer => writer.Append([1f]));
        var older = File.ReadAllBytes(FilePath);
        Assert.Throws<OperationCanceledException>(() => NpyWriter.Write(FilePath, [100_000], writer =>
        {
            writer.Append(new float[50_000]);
            throw new OperationCanceledException();
        }));
        Assert.Equal(older, File.ReadAllBytes(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void As_many_values_as_the_shape_has_are_wanted(int count)
    {
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(FilePath, [2, 3], writer => writer.Append(new float[count])));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_negative_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NpyWriter.Write(FilePath, [-1, -1], writer => writer.Append([1f])));
}
