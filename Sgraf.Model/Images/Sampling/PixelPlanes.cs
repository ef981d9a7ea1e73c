namespace Sgraf.Model.Images.Sampling;

/// <summary>Three planes of numbers, one a channel, in memory of the caller: one picture of a model's input.</summary>
/// <param name="Values">The planes one after the other, (3, Height, Width).</param>
/// <param name="Width">Numbers of a row, padding included.</param>
/// <param name="Height">Rows, padding included.</param>
internal readonly record struct PixelPlanes(Memory<float> Values, int Width, int Height)
{
    /// <summary>The start of one row.</summary>
    public Span<float> Row(int channel, int row, int length) => Values.Span.Slice((channel * Height + row) * Width, length);
}
