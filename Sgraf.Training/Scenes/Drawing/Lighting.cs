using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>One lamp with soft shadows, the light of the sky from above, and the light that the floor throws back.</summary>
/// <param name="ToLamp">Direction to the lamp, of length 1.</param>
/// <param name="Lamp">Its colour and strength.</param>
/// <param name="Sky">Light from above.</param>
/// <param name="Bounce">Light from below.</param>
internal sealed record Lighting(Triple ToLamp, Triple Lamp, Triple Sky, Triple Bounce)
{
    /// <summary>The light that points send to the viewer.</summary>
    /// <param name="points">What is seen.</param>
    /// <param name="sight">Directions from the viewer to the points.</param>
    /// <param name="bodies">All that casts shadows.</param>
    public LaneVector Shine(in SurfacePoints points, LaneVector sight, ReadOnlySpan<Body> bodies)
    {
        var facing = LaneVector.Dot(points.Normals, new LaneVector(ToLamp));
        var (lit, open) = (Max(facing, Lanes.Zero), Lanes.One);
        var toLamp = new Rays(points.Positions + points.Normals * 0.012f, new LaneVector(ToLamp));
        foreach (var body in bodies)
        {
            lit *= body.Pass(toLamp);
            open *= 1f - body.Hide(points.Positions, points.Normals) * 0.75f;
        }
        // Close to the floor less of the sky is seen.
        open *= 0.62f + Clamp01(points.Positions.Y * 1.6f + Max(points.Normals.Y, Lanes.Zero)) * 0.38f;

        var above = points.Normals.Y * 0.5f + 0.5f;
        var ambient = LaneVector.Mix(new LaneVector(Bounce), new LaneVector(Sky), above) * open;
        var diffuse = points.Colours * (new LaneVector(Lamp) * lit + ambient);
        var highlight = new LaneVector(Lamp) * (Highlight(points.Normals, sight) * lit);
        var rim = new LaneVector(Sky) * (Rim(points.Normals, sight) * open);
        return LaneVector.Mix(diffuse + (highlight + rim) * points.Gloss, points.Colours, points.Glow);
    }

    /// <summary>Blinn's highlight: the 32nd power of the cosine between the normal and the middle of lamp and viewer.</summary>
    private Lanes Highlight(LaneVector normals, LaneVector sight)
    {
        var middle = LaneVector.Normalize(new LaneVector(ToLamp) - sight);
        var power = Square(Square(Max(LaneVector.Dot(normals, middle), Lanes.Zero)));
        return Square(Square(Square(power))) * 0.55f;
    }

    /// <summary>Surfaces seen at a flat angle mirror their surroundings: Schlick's form of Fresnel's law.</summary>
    private static Lanes Rim(LaneVector normals, LaneVector sight)
    {
        var flat = Clamp01(1f + LaneVector.Dot(normals, sight));
        return Square(Square(flat)) * flat * 0.45f + 0.02f;
    }
}
