using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes.Solids;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>A solid that has its place, its size and its turn about the upright axis.</summary>
/// <param name="solid">Its form.</param>
/// <param name="centre">Where the solid's origin is.</param>
/// <param name="scale">How many units of the world the solid's unit is long.</param>
/// <param name="turn">Cosine and sine of the turn.</param>
internal sealed class Body(Solid solid, Triple centre, float scale, (float Cosine, float Sine) turn)
{
    private const int ManySteps = 80;
    private const int FewSteps = 28;
    private const float Touching = 0.001f;

    // How fast a shadow softens with the way from what casts it.
    private const float Hardness = 7f;

    public Solid Solid => solid;

    public Triple Centre => centre;

    public float Scale => scale;

    /// <summary>World points in the solid's own axes and unit.</summary>
    public LaneVector ToOwn(LaneVector points) => TurnBack(points - new LaneVector(centre)) * (1 / scale);

    /// <summary>Directions away from the surface at points of it; in the world's axes.</summary>
    /// <param name="ownPoints">Points in the solid's own axes and unit.</param>
    public LaneVector Normal(LaneVector ownPoints)
    {
        var own = solid.Normal(ownPoints);
        return new LaneVector(own.X * turn.Cosine + own.Z * turn.Sine, own.Y, own.Z * turn.Cosine - own.X * turn.Sine);
    }

    /// <summary>How far each ray travels to the surface; infinite where it misses.</summary>
    public Lanes Meet(Rays rays)
    {
        var (start, direction, way) = Approach(rays);
        var halfChord = solid.Reach * solid.Reach - LaneVector.Dot(start, start);
        var isSearching = Vector256.GreaterThan(halfChord, Lanes.Zero);
        if (!Any(isSearching)) return Vector256.Create(float.PositiveInfinity);
        var end = Sqrt(Max(halfChord, Lanes.Zero));
        var travelled = -end;
        var hasMet = Lanes.Zero;
        for (var step = 0; step < ManySteps && Any(isSearching); step++)
        {
            var distance = solid.Distance(start + direction * travelled);
            var touches = isSearching & Less(distance, Touching);
            hasMet |= touches;
            isSearching = Vector256.AndNot(isSearching, touches);
            travelled = Select(isSearching, travelled + distance, travelled);
            isSearching &= Less(travelled, end);
        }
        return Select(hasMet, (way + travelled) * scale, Vector256.Create(float.PositiveInfinity));
    }

    /// <summary>The share of light that passes on the way along each ray, in [0, 1]; soft where a ray passes close by.</summary>
    public Lanes Pass(Rays rays)
    {
        if (!Any(ComesNear(rays))) return Lanes.One;
        var (start, direction, way) = Approach(rays);
        var passing = Lanes.One;
        var travelled = Max(way - (solid.Reach + 0.2f), Lane(0.03f));
        var end = way + solid.Reach;
        var isOpen = Less(travelled, end);
        for (var step = 0; step < FewSteps && Any(isOpen); step++)
        {
            var distance = solid.Distance(start + direction * (travelled - way));
            passing = Min(passing, Select(isOpen, distance * Hardness / travelled, passing));
            travelled += Max(distance, Lane(0.04f));
            isOpen &= Less(travelled, end) & Less(Lane(0.01f), passing);
        }
        passing = Clamp01(passing);
        return passing * passing * (3f - passing * 2f);
    }

    /// <summary>The share of the sky that the body hides from points of other things, as if it were a ball; in [0, 1).</summary>
    public Lanes Hide(LaneVector points, LaneVector normals)
    {
        var offset = new LaneVector(centre) - points;
        var radius = 0.8f * scale;
        var square = Max(LaneVector.Dot(offset, offset), Lane(radius * radius));
        var facing = Max(LaneVector.Dot(normals, offset), Lanes.Zero);
        return facing * (radius * radius) / (square * Sqrt(square));
    }

    /// <summary>Whether each ray passes a ball around the body so closely that the body may dim it.</summary>
    private Lanes ComesNear(Rays rays)
    {
        var offset = new LaneVector(centre) - rays.Origins;
        var way = LaneVector.Dot(offset, rays.Directions);
        var radius = solid.Reach * scale;
        var halfShade = Max(way, Lanes.Zero) * (1 / Hardness) + radius;
        return Less(LaneVector.Dot(offset, offset) - Square(way), Square(halfShade)) & Less(Lane(-radius), way);
    }

    /// <summary>The rays in the solid's own axes and unit, seen from where they come closest to its origin, and the way to there.</summary>
    private (LaneVector Start, LaneVector Direction, Lanes Way) Approach(Rays rays)
    {
        var origin = ToOwn(rays.Origins);
        var direction = TurnBack(rays.Directions);
        var way = -LaneVector.Dot(origin, direction);
        return (origin + direction * way, direction, way);
    }

    private LaneVector TurnBack(LaneVector vector) =>
        new(vector.X * turn.Cosine - vector.Z * turn.Sine, vector.Y, vector.X * turn.Sine + vector.Z * turn.Cosine);
}
