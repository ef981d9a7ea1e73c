using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A ball.</summary>
internal sealed class Ball : Solid
{
    private const float Radius = 0.92f;

    public override float Bottom => -Radius;

    public override float Top => Radius;

    public override float Reach => Radius;

    public override float Footprint => 0.8f;

    public override float Foot => 0.2f;

    public override Triple StripeAxis => new(0.316f, 0.949f, 0);

    public override Lanes Distance(LaneVector point) => point.Length - Radius;
}
