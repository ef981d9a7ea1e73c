using System.Numerics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>A square picture, and which object each of its pixels shows.</summary>
internal sealed class Painting(int size, int objects)
{
    // Differences of 255 shades that are seen as steps; backdrops are drawn with soft edges from the start.
    private const int ObjectContrast = 12;
    private const int BackdropContrast = 56;

    private readonly byte[] _pixels = new byte[size * size * 3];
    private readonly sbyte[] _owners = new sbyte[size * size];
    private readonly int[] _outlines = new int[objects];

    public int Size => size;

    /// <summary>Rows from the top, pixels from the left, red, green and blue.</summary>
    public byte[] Pixels => _pixels;

    /// <summary>The object in the middle of each pixel, -1 for the backdrop; rows from the top.</summary>
    public ReadOnlySpan<sbyte> Owners => _owners;

    /// <summary>For each object the pixels that it would cover if it stood alone.</summary>
    public ReadOnlySpan<int> Outlines => _outlines;

    public void Own(int row, int column, Lanes owners, ReadOnlySpan<uint> hits)
    {
        var count = Math.Min(Lanes.Count, size - column);
        for (var i = 0; i < count; i++) _owners[row * size + column + i] = (sbyte)owners[i];
        for (var i = 0; i < objects; i++) _outlines[i] += BitOperations.PopCount(hits[i] & (1u << count) - 1);
    }

    public void Colour(int row, int column, LaneVector colours)
    {
        var count = Math.Min(Lanes.Count, size - column);
        var start = (row * size + column) * 3;
        for (var i = 0; i < count; i++)
        {
            _pixels[start + i * 3] = (byte)(colours.X[i] + 0.5f);
            _pixels[start + i * 3 + 1] = (byte)(colours.Y[i] + 0.5f);
            _pixels[start + i * 3 + 2] = (byte)(colours.Z[i] + 0.5f);
        }
    }

    /// <summary>Gives one pixel the mean of eight colours.</summary>
    public void Replace(int row, int column, LaneVector colours)
    {
        var start = (row * size + column) * 3;
        _pixels[start] = Mean(colours.X);
        _pixels[start + 1] = Mean(colours.Y);
        _pixels[start + 2] = Mean(colours.Z);
    }

    /// <summary>The pixels that show another object than a neighbour, or a colour that differs from it by a visible step.</summary>
    public List<(int Row, int Column)> Steps()
    {
        var isStep = new bool[size * size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
            {
                var here = row * size + column;
                if (column + 1 < size && Differ(here, here + 1)) isStep[here] = isStep[here + 1] = true;
                if (row + 1 < size && Differ(here, here + size)) isStep[here] = isStep[here + size] = true;
            }
        var steps = new List<(int, int)>();
        for (var i = 0; i < isStep.Length; i++)
            if (isStep[i]) steps.Add((i / size, i % size));
        return steps;
    }

    private bool Differ(int first, int second)
    {
        if (_owners[first] != _owners[second]) return true;
        var contrast = _owners[first] < 0 ? BackdropContrast : ObjectContrast;
        for (var i = 0; i < 3; i++)
            if (Math.Abs(_pixels[first * 3 + i] - _pixels[second * 3 + i]) >= contrast) return true;
        return false;
    }

    private static byte Mean(Lanes values)
    {
        // Written out, because the order of a library's sum may depend on the processor.
        var sum = 0f;
        for (var i = 0; i < Lanes.Count; i++) sum += values[i];
        return (byte)(sum * (1f / Lanes.Count) + 0.5f);
    }
}
