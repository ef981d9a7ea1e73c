using Sgraf.Model.Search;

namespace Sgraf.Model.Tests.Search;

public sealed class QuantizedVectorsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public void Every_value_is_rounded_to_the_nearest_step(int size)
    {
        var vectors = RandomVectors.Plain(3, size, seed: 3);
        vectors.AsSpan(size, size).Clear();
        var quantized = new QuantizedVectors(3, size);
        foreach (var vector in vectors.Chunk(size)) quantized.Add(vector);
        Assert.Equal((3, size), (quantized.Count, quantized.Size));
        foreach (var (row, vector) in vectors.Chunk(size).Index())
        {
            var largest = vector.Max(MathF.Abs);
            var expected = vector.Select(value => row == 1 ? (sbyte)0 : (sbyte)MathF.Round(value / largest * 127));
            var padding = new sbyte[quantized.RowLength - size];
            Assert.Equal([.. expected, .. padding], quantized.Rows.Slice(row * quantized.RowLength, quantized.RowLength).ToArray());
            Assert.Equal(largest / 127, quantized.Scale(row));
        }
    }

    [Fact]
    public void What_cannot_be_ranked_is_refused_and_takes_no_room()
    {
        var quantized = new QuantizedVectors(2, 4);
        quantized.Add([1, 2, 3, 4]);
        Assert.StartsWith("vector has 3 values, expected 4.", Assert.Throws<ArgumentException>(() => quantized.Add([1, 2, 3])).Message);
        Assert.StartsWith("vector has 5 values, expected 4.", Assert.Throws<ArgumentException>(() => quantized.Add([1, 2, 3, 4, 5])).Message);
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            Assert.StartsWith("vector 1 has a value that is not finite", Assert.Throws<ArgumentException>(() => quantized.Add([1, 2, 3, value])).Message);
        Assert.Equal(1, quantized.Count);
        quantized.Add([4, 3, 2, 1]);
        Assert.Equal("There is room for 2 vectors, and all of it is taken.", Assert.Throws<InvalidOperationException>(() => quantized.Add([1, 2, 3, 4])).Message);
    }
}
