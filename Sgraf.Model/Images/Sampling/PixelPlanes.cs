namespace Sgraf.Model.Images.Sampling;

/// <summary>Three planes of numbers, one a channel, in memory of the caller: one picture of a model's input.</summary>
/// <param name="values">The planes one after the other, (3, height, width).</param>
/// <param name="width">Numbers of a row, padding included.</param>
/// <param name="height">Rows, padding included.</param>
internal readonly ref struct PixelPlanes(Span<float> values, int width, int height)
{
    private readonly Span<float> _values = values;

    /// <summary>The start of one row.</summary>
    public Span<float> Row(int channel, int row, int length) => _values.Slice((channel * height + row) * width, length);
}
