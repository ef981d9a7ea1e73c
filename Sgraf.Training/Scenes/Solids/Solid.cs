using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>A body of about radius 1 around the origin, described by the distance from any point to its surface.</summary>
internal abstract class Solid
{
    private IReadOnlyList<Triple>? _dots;

    /// <summary>Height of the lowest point; negative.</summary>
    public abstract float Bottom { get; }

    /// <summary>Height of the highest point.</summary>
    public abstract float Top { get; }

    /// <summary>Radius of a sphere around the origin that holds the body.</summary>
    public abstract float Reach { get; }

    /// <summary>Half the width of the ground that it needs.</summary>
    public abstract float Footprint { get; }

    /// <summary>How far the part that touches the floor, or nearly so, reaches towards the viewer.</summary>
    public virtual float Foot => IsFlat ? 0.15f : Footprint;

    /// <summary>Whether it is much wider than deep; such bodies stand upright and face the viewer.</summary>
    public virtual bool IsFlat => false;

    /// <summary>Across which direction stripes look best.</summary>
    public virtual Triple StripeAxis => new(0, 1, 0);

    /// <summary>Centres of the dots of its dotted surface.</summary>
    public IReadOnlyList<Triple> Dots => _dots ??= DotScatter.Over(this);

    /// <summary>Distance to the surface, negative inside; outside it may be too small but never too large.</summary>
    public abstract Lanes Distance(LaneVector point);

    /// <summary>The direction away from the surface at a point of it.</summary>
    public LaneVector Normal(LaneVector point)
    {
        const float Step = 0.004f;
        var first = Distance(point + new LaneVector(new Triple(Step, -Step, -Step)));
        var second = Distance(point + new LaneVector(new Triple(-Step, -Step, Step)));
        var third = Distance(point + new LaneVector(new Triple(-Step, Step, -Step)));
        var fourth = Distance(point + new LaneVector(new Triple(Step, Step, Step)));
        return LaneVector.Normalize(new LaneVector(
            first - second - third + fourth, third + fourth - first - second, second + fourth - first - third));
    }

    /// <summary>Turns an outline in the plane of X and Y into a body of the given half thickness, its rims rounded.</summary>
    protected static Lanes Extrude(Lanes outline, LaneVector point, float thickness, float round) =>
        SmoothMax(outline, Abs(point.Z) - thickness, round);
}
