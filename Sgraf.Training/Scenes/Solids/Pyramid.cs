using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A pyramid on a square base.</summary>
internal sealed class Pyramid : Solid
{
    // Each side leans so that the base reaches 0.95 from the middle and the tip, if it were sharp, height 1.05.
    private static readonly Triple Side = Triple.Normalize(new(1.8f, 0.95f, 0));

    public override float Bottom => -0.75f;

    public override float Top => 1;

    public override float Reach => 1.46f;

    public override float Footprint => 1.28f;

    public override Lanes Distance(LaneVector point)
    {
        var farthest = SmoothMax(Abs(point.X), Abs(point.Z), 0.12f);
        var side = farthest * Side.X + (point.Y - 1.05f) * Side.Y;
        return SmoothMax(side, -0.75f - point.Y, 0.1f);
    }
}
