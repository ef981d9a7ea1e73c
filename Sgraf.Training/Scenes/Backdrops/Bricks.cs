using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>A wall of bricks and mortar.</summary>
internal sealed class Bricks(Triple light, Triple dark, Triple mortar, float shift) : Paint
{
    private const float Width = 0.98f;
    private const float Height = 0.36f;
    private const float Gap = 0.035f;

    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var row = Vector256.Floor(along * (1 / Height));
        var place = (across + shift) * (1 / Width) + Fraction(row * 0.5f);
        var column = Vector256.Floor(place);
        var tone = LaneNoise.Cell(column, row);
        var rough = LaneNoise.Cloudy(across * 5f + row, along * 5f + shift);
        var brick = LaneVector.Mix(new LaneVector(dark), new LaneVector(light), tone * 0.6f + rough * 0.4f);
        var inside = Inside(Fraction(place), Width, blur) * Inside(Fraction(along * (1 / Height)), Height, blur);
        return LaneVector.Mix(new LaneVector(mortar), brick, inside);
    }

    private static Lanes Inside(Lanes share, float size, Lanes blur)
    {
        var gap = Min(share, 1f - share) * size;
        return Step(Lane(Gap * 0.3f), blur + Gap, gap);
    }
}
