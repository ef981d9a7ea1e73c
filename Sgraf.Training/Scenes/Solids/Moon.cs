using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A crescent that stands on its back.</summary>
internal sealed class Moon : Solid
{
    private const float Radius = 0.98f;

    // What is cut away: a smaller disc up to the right.
    private static readonly Triple Cut = new(0.46f, 0.2f, 0);
    private const float CutRadius = 0.74f;

    public override float Bottom => -Radius;

    public override float Top => Radius;

    public override float Reach => 1;

    public override float Footprint => 0.7f;

    public override bool IsFlat => true;

    public override Triple StripeAxis => new(0.6f, 0.8f, 0);

    public override Lanes Distance(LaneVector point)
    {
        var disc = Sqrt(Square(point.X) + Square(point.Y)) - Radius;
        var cut = Sqrt(Square(point.X - Cut.X) + Square(point.Y - Cut.Y)) - CutRadius;
        return Extrude(SmoothMax(disc, -cut, 0.08f), point, 0.3f, 0.2f);
    }
}
