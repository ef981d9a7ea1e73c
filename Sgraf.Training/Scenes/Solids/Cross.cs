using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>An upright plus sign with four equal arms.</summary>
internal sealed class Cross : Solid
{
    private const float Arm = 0.88f;
    private const float HalfWidth = 0.32f;
    private const float Round = 0.12f;

    public override float Bottom => -Arm;

    public override float Top => Arm;

    public override float Reach => 0.96f;

    public override float Footprint => 0.7f;

    public override bool IsFlat => true;

    public override Triple StripeAxis => new(0.6f, 0.8f, 0);

    public override Lanes Distance(LaneVector point)
    {
        var (x, y) = (Abs(point.X), Abs(point.Y));
        var bars = Min(SmoothMax(x - Arm, y - HalfWidth, Round), SmoothMax(y - Arm, x - HalfWidth, Round));
        return Extrude(bars, point, HalfWidth, Round);
    }
}
