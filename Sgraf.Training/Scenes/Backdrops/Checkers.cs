using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>Square tiles of two colours in turn.</summary>
internal sealed class Checkers(Triple light, Triple dark, float shift) : Paint
{
    private const float Side = 1.05f;

    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var (column, row) = ((across + shift) * (1 / Side), (along + shift) * (1 / Side));
        // The product of two triangle waves changes its sign at each edge.
        var edges = Edge(column, blur) * Edge(row, blur * 2.4f);
        var tone = LaneNoise.Cell(Vector256.Floor(column), Vector256.Floor(row)) * 0.08f + 0.94f;
        var marble = LaneNoise.Cloudy(column * 2.3f, row * 2.3f) * 0.1f + 0.94f;
        return LaneVector.Mix(new LaneVector(dark), new LaneVector(light), edges * 0.5f + 0.5f) * (tone * marble);
    }

    /// <summary>1 and -1 in turn, with a soft change at whole numbers.</summary>
    private static Lanes Edge(Lanes place, Lanes blur)
    {
        var triangle = 1f - Abs(Fraction(place * 0.5f) * 4f - 2f);
        var half = Max(blur * (1 / Side), Lane(0.01f)) * 2f;
        return Step(-half, half, triangle) * 2f - 1f;
    }
}
