using Sgraf.Model.Matrices;

namespace Sgraf.Model.Tests.Matrices;

public sealed unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData((1 << 19) - 1)]
    [InlineData(1 << 19)]    // from two megabytes on
    [InlineData(3_000_001)]
    public void All_of_a_buffer_can_be_written_and_no_line_of_the_cache_is_shared(int count)
    {
        using var buffer = new AlignedBuffer(count);
        Assert.Equal(0, (nint)buffer.Pointer % 64);
        var values = new Span<float>(buffer.Pointer, count);
        values.Fill(1);
        Assert.Equal(count, values.Count(1f));
    }

    [Fact]
    public void A_buffer_grows_and_keeps_its_place_while_it_is_large_enough()
    {
        using var buffer = new AlignedBuffer(1 << 20);
        var first = (nint)buffer.Pointer;
        Assert.Equal(first, (nint)buffer.Reserve(1000));
        new Span<float>(buffer.Reserve(1 << 22), 1 << 22).Clear();
        Assert.Equal((nint)buffer.Pointer, (nint)buffer.Reserve(1 << 20));
    }
}
