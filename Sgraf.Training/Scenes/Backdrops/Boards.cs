using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>Wooden boards that lead away from the viewer.</summary>
/// <param name="light">Colour of a light board.</param>
/// <param name="dark">Colour of a dark board.</param>
/// <param name="shift">Which part of an endless floor is seen.</param>
internal sealed class Boards(Triple light, Triple dark, float shift) : Paint
{
    private const float Width = 0.62f;
    private const float Length = 4.2f;

    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var row = Vector256.Floor((across + shift) * (1 / Width));
        var place = (along + LaneNoise.Cell(row, Lane(7)) * Length) * (1 / Length);
        var board = Vector256.Floor(place);
        var tone = LaneNoise.Cell(row, board);
        var grain = LaneNoise.Cloudy(across * 9f + row * 31.7f, along * 0.9f + tone * 57f);
        var joint = Joint(Fraction((across + shift) * (1 / Width)), Width, blur) * Joint(Fraction(place), Length, blur * 2f);
        var colours = LaneVector.Mix(new LaneVector(dark), new LaneVector(light), tone * 0.6f + grain * 0.55f);
        return colours * (joint * 0.42f + 0.58f);
    }

    /// <summary>0 in the gap between two boards, 1 on them.</summary>
    private static Lanes Joint(Lanes share, float size, Lanes blur)
    {
        var gap = Min(share, 1f - share) * size;
        return Step(Lanes.Zero, blur + 0.014f, gap);
    }
}
