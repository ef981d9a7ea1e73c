using Sgraf.Model.Search;

namespace Sgraf.Model.Tests.Search;

public sealed class QuantizedVectorsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public unsafe void Every_value_is_rounded_to_the_nearest_step(int size)
    {
        var vector = RandomVectors.Plain(1, size, seed: 3);
        var quantized = new QuantizedVectors(3, size);
        quantized.Set(1, vector);
        var largest = vector.Max(MathF.Abs);
        for (var i = 0; i < quantized.RowLength; i++)
        {
            Assert.Equal(i < size ? (sbyte)MathF.Round(vector[i] / largest * 127) : 0, quantized.Row(1)[i]);
            Assert.Equal(0, quantized.Row(0)[i]);
            Assert.Equal(0, quantized.Row(2)[i]);
        }
        Assert.Equal(largest / 127, quantized.Scale(1));
    }
}
