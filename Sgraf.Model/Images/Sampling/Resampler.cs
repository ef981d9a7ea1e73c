using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    /// A source row is resized along its length first, when the first target row needs it, and kept in a ring until the last one has used
    /// it: the memory is that of as many target rows as a target row has taps, and rows that no target row needs cost nothing.
    /// </remarks>
    public static void Resize(Picture picture, AxisSampling columns, AxisSampling rows, PixelScaling scaling, PixelPlanes target)
    {
        var length = Channels * columns.Length;
        var memory = ArrayPool<float>.Shared.Rent(rows.Taps * length);
        var pixels = ArrayPool<Vector128<float>>.Shared.Rent(columns.Reach);
        var rowsHeld = new int[rows.Taps];
        Array.Fill(rowsHeld, -1);
        for (var row = 0; row < rows.Length; row++)
        {
            var isFirst = true;
            for (var tap = 0; tap < rows.Taps; tap++)
            {
                var weight = rows.Weights[row * rows.Taps + tap];
                if (weight == 0) continue;
                var source = rows.Starts[row] + tap;
                var slot = source % rows.Taps;
                var resized = memory.AsSpan(slot * length, length);
                if (rowsHeld[slot] != source) ResizeRow(picture, rowsHeld[slot] = source, columns, scaling, pixels, resized);
                Mix(resized, weight, isFirst, target, row);
                isFirst = false;
            }
        }
        ArrayPool<float>.Shared.Return(memory);
        ArrayPool<Vector128<float>>.Shared.Return(pixels);
    }

    /// <summary>One row along its length, its channels one after the other, in order and range of the model.</summary>
    /// <remarks>The range may be changed before rows are mixed, since the shares of a mixture add up to one.</remarks>
    private static void ResizeRow(
        Picture picture, int row, AxisSampling columns, PixelScaling scaling, Span<Vector128<float>> pixels, Span<float> resized)
    {
        var length = columns.Length;
        Widen(picture.Pixels.Span.Slice(Channels * (row * picture.Width + columns.First), Channels * columns.Reach), pixels);
        var first = resized[(scaling.IsBgr ? 2 * length : 0)..][..length];
        var second = resized.Slice(length, length);
        var third = resized[(scaling.IsBgr ? 0 : 2 * length)..][..length];
        for (var i = 0; i < length; i++)
        {
            var sum = Vector128<float>.Zero;
            var start = columns.Starts[i] - columns.First;
            for (var tap = 0; tap < columns.Taps; tap++) sum += pixels[start + tap] * columns.Weights[i * columns.Taps + tap];
            (first[i], second[i], third[i]) = (sum[0], sum[1], sum[2]);
        }
        for (var channel = 0; channel < Channels; channel++)
        {
            var values = resized.Slice(channel * length, length);
            TensorPrimitives.Subtract(values, scaling.Mean[channel], values);
            TensorPrimitives.Divide(values, scaling.Deviation[channel], values);
        }
    }

    /// <summary>Red, green, blue and nothing of each pixel as one vector, so that a share weighs all channels at once.</summary>
    private static void Widen(ReadOnlySpan<byte> colours, Span<Vector128<float>> pixels)
    {
        var values = MemoryMarshal.Cast<Vector128<float>, float>(pixels);
        for (int from = 0, to = 0; from < colours.Length; from += Channels, to += Vector128<float>.Count)
        {
            values[to] = colours[from];
            values[to + 1] = colours[from + 1];
            values[to + 2] = colours[from + 2];
        }
    }

    private static void Mix(ReadOnlySpan<float> resized, float weight, bool isFirst, PixelPlanes target, int row)
    {
        var length = resized.Length / Channels;
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = target.Row(channel, row, length);
            if (isFirst) TensorPrimitives.Multiply(resized.Slice(channel * length, length), weight, plane);
            else TensorPrimitives.MultiplyAdd(resized.Slice(channel * length, length), weight, plane, plane);
        }
    }
}
