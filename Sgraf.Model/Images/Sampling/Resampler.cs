using System.Buffers;
using System.Numerics.Tensors;

namespace Sgraf.Model.Images.Sampling;

/// <summary>Resizes a picture, or a part of it, into a model's input.</summary>
internal static class Resampler
{
    private const int Channels = 3;

    /// <summary>Fills the top left of three planes; the rest keeps what it holds.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="columns">The resize along a row.</param>
    /// <param name="rows">The resize down a column.</param>
    /// <param name="scaling">Order and range of the channels.</param>
    /// <param name="target">At least as wide and as high as the axes are long.</param>
    /// <remarks>
    /// A source row is resized along its length first, when the first target row needs it, and kept in a ring until the last one has used it:
    /// however large the picture, the memory is that of a few target rows, and rows that no target row needs cost nothing.
    /// </remarks>
    public static void Resize(Picture picture, AxisSampling columns, AxisSampling rows, PixelScaling scaling, PixelPlanes target)
    {
        var length = Channels * columns.Length;
        var memory = ArrayPool<float>.Shared.Rent((rows.Taps + 1) * length);
        Span<int> rowsHeld = new int[rows.Taps];
        rowsHeld.Fill(-1);
        var mixed = memory.AsSpan(rows.Taps * length, length);
        for (var row = 0; row < rows.Length; row++)
        {
            mixed.Clear();
            for (var tap = 0; tap < rows.Taps; tap++)
            {
                var weight = rows.Weights[row * rows.Taps + tap];
                if (weight == 0) continue;
                var source = rows.Starts[row] + tap;
                var slot = source % rows.Taps;
                var resized = memory.AsSpan(slot * length, length);
                if (rowsHeld[slot] != source) ResizeRow(picture, rowsHeld[slot] = source, columns, resized);
                TensorPrimitives.MultiplyAdd(resized, weight, mixed, mixed);
            }
            Scale(mixed, scaling, target, row);
        }
        ArrayPool<float>.Shared.Return(memory);
    }

    /// <summary>One row along its length: red, green and blue one after the other.</summary>
    private static void ResizeRow(Picture picture, int row, AxisSampling columns, Span<float> resized)
    {
        var pixels = picture.Pixels.Span.Slice(Channels * row * picture.Width, Channels * picture.Width);
        var reds = resized[..columns.Length];
        var greens = resized[columns.Length..(2 * columns.Length)];
        var blues = resized[(2 * columns.Length)..];
        var weights = columns.Weights.AsSpan();
        for (var i = 0; i < columns.Length; i++)
        {
            var (red, green, blue) = (0f, 0f, 0f);
            var pixel = Channels * columns.Starts[i];
            foreach (var weight in weights.Slice(i * columns.Taps, columns.Taps))
            {
                red += weight * pixels[pixel];
                green += weight * pixels[pixel + 1];
                blue += weight * pixels[pixel + 2];
                pixel += Channels;
            }
            (reds[i], greens[i], blues[i]) = (red, green, blue);
        }
    }

    private static void Scale(ReadOnlySpan<float> mixed, PixelScaling scaling, PixelPlanes target, int row)
    {
        var length = mixed.Length / Channels;
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = target.Row(channel, row, length);
            TensorPrimitives.Subtract(mixed.Slice(scaling.SourceOf(channel) * length, length), scaling.Mean[channel], plane);
            TensorPrimitives.Divide(plane, scaling.Deviation[channel], plane);
        }
    }
}
