using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>An upright cylinder.</summary>
internal sealed class Cylinder : Solid
{
    private const float Radius = 0.7f;
    private const float HalfHeight = 0.86f;
    private const float Round = 0.12f;

    public override float Bottom => -HalfHeight;

    public override float Top => HalfHeight;

    public override float Reach => 1.09f;

    public override float Footprint => Radius;

    public override Lanes Distance(LaneVector point) =>
        SmoothMax(Sqrt(Square(point.X) + Square(point.Z)) - Radius, Abs(point.Y) - HalfHeight, Round);
}
