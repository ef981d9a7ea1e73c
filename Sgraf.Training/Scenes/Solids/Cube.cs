using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A cube with soft edges.</summary>
internal sealed class Cube : Solid
{
    private const float HalfEdge = 0.78f;
    private const float Round = 0.14f;

    public override float Bottom => -HalfEdge;

    public override float Top => HalfEdge;

    public override float Reach => 1.28f;

    public override float Footprint => 1.08f;

    public override Lanes Distance(LaneVector point) =>
        SmoothMax(SmoothMax(Abs(point.X), Abs(point.Y), Round), Abs(point.Z), Round) - HalfEdge;
}
