using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A puffed heart that stands on its tip.</summary>
internal sealed class Heart : Solid
{
    // Each half is a disc and what lies between it and the tip; the discs meet in the notch.
    private const float Radius = 0.54f;
    private static readonly Triple Disc = new(0.42f, 0.3f, 0);
    private static readonly Triple Tip = new(0, -0.98f, 0);
    private static readonly Triple Notch = new(0, Disc.Y + MathF.Sqrt(Radius * Radius - Disc.X * Disc.X), 0);
    private static readonly Triple Along = TangentDirection();
    private static readonly float TangentLength = MathF.Sqrt(Triple.Dot(Disc - Tip, Disc - Tip) - Radius * Radius);

    public override float Bottom => -0.93f;

    public override float Top => 0.84f;

    public override float Reach => 1.07f;

    public override float Footprint => 0.7f;

    public override bool IsFlat => true;

    public override Triple StripeAxis => new(0.6f, 0.8f, 0);

    public override Lanes Distance(LaneVector point)
    {
        var x = Sqrt(Square(point.X) + 0.002f);
        var (right, up) = (x - Tip.X, point.Y - Tip.Y);
        var side = right * Along.Y - up * Along.X;
        var disc = Length(x - Disc.X, point.Y - Disc.Y) - Radius;
        var within = Max(side, -Length(x, point.Y - Notch.Y));
        var isBelowNotch = Less((x - Disc.X) * (Notch.Y - Disc.Y) + (point.Y - Disc.Y) * Disc.X, Lanes.Zero);
        var isBesideTangent = Less(right * Along.X + up * Along.Y, TangentLength);
        return Extrude(Select(isBelowNotch | isBesideTangent, within, disc), point, 0.36f, 0.42f);
    }

    private static Lanes Length(Lanes x, Lanes y) => Sqrt(Square(x) + Square(y));

    /// <summary>From the tip to where its tangent meets the right side of the disc.</summary>
    private static Triple TangentDirection()
    {
        var toDisc = Disc - Tip;
        var (distance, tangent) = (toDisc.Length, MathF.Sqrt(Triple.Dot(toDisc, toDisc) - Radius * Radius));
        var (cosine, sine) = (tangent / distance, Radius / distance);
        return new Triple(toDisc.X * cosine + toDisc.Y * sine, toDisc.Y * cosine - toDisc.X * sine, 0) * (1 / distance);
    }
}
