using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A star of five points whose faces rise towards the middle, as on a Christmas tree.</summary>
internal sealed class Star : Solid
{
    private const float Cosine36 = 0.80901699f;
    private const float Sine36 = 0.58778525f;
    private const float Outer = 1.12f;
    private const float Inner = 0.52f;

    // The edge from a point of the star (0, Outer) to the notch beside it, and how steeply faces rise from it.
    private static readonly Triple Edge = Triple.Normalize(new(Outer - Inner * Cosine36, Inner * Sine36, 0));
    private static readonly Triple Slope = Triple.Normalize(new(0.62f, 0, 0.5f));

    public override float Bottom => -0.82f;

    public override float Top => 1.01f;

    public override float Reach => 1.03f;

    public override float Footprint => 0.8f;

    public override bool IsFlat => true;

    public override Triple StripeAxis => new(0.6f, 0.8f, 0);

    public override Lanes Distance(LaneVector point)
    {
        var (x, y) = FoldIntoOnePoint(point.X, point.Y);
        var edge = x * Edge.X + (y - Outer) * Edge.Y;
        var face = edge * Slope.X + Sqrt(Square(point.Z) + 0.003f) * Slope.Z;
        return SmoothMax(SmoothMax(face, edge, 0.05f), Abs(point.Z) - 0.3f, 0.1f);
    }

    /// <summary>Mirrors the plane until all ten half points of the star lie on the one beside the upward axis.</summary>
    private static (Lanes X, Lanes Y) FoldIntoOnePoint(Lanes x, Lanes y)
    {
        x = Abs(x);
        var beyond = Max(x * Cosine36 - y * Sine36, Lanes.Zero) * 2f;
        (x, y) = (x - beyond * Cosine36, y + beyond * Sine36);
        beyond = Max(x * -Cosine36 - y * Sine36, Lanes.Zero) * 2f;
        (x, y) = (x + beyond * Cosine36, y + beyond * Sine36);
        return (Abs(x), y);
    }
}
