using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A cone that stands on its base.</summary>
internal sealed class Cone : Solid
{
    // The side leans so that the base has radius 0.88 and the tip, if it were sharp, height 1.15.
    private static readonly Triple Side = Triple.Normalize(new(2, 0.88f, 0));

    public override float Bottom => -0.85f;

    public override float Top => 1.01f;

    public override float Reach => 1.19f;

    public override float Footprint => 0.85f;

    public override Lanes Distance(LaneVector point)
    {
        var radius = Sqrt(Square(point.X) + Square(point.Z) + 0.004f);
        var side = radius * Side.X + (point.Y - 1.15f) * Side.Y;
        return SmoothMax(side, -0.85f - point.Y, 0.12f);
    }
}
