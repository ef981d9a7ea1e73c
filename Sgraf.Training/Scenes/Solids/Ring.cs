using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A ring that stands on its rim.</summary>
internal sealed class Ring : Solid
{
    private const float Middle = 0.68f;
    private const float Tube = 0.28f;

    public override float Bottom => -Middle - Tube;

    public override float Top => Middle + Tube;

    public override float Reach => Middle + Tube;

    public override float Footprint => 0.8f;

    public override bool IsFlat => true;

    public override Triple StripeAxis => new(0.6f, 0.8f, 0);

    public override Lanes Distance(LaneVector point)
    {
        var fromMiddle = Sqrt(Square(point.X) + Square(point.Y)) - Middle;
        return Sqrt(Square(fromMiddle) + Square(point.Z)) - Tube;
    }
}
