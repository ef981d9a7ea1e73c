using Sgraf.Training.Scenes.Solids;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>The paint of an object: one colour, or stripes or dots of a second colour on it.</summary>
/// <param name="surface">Plain, striped or dotted.</param>
/// <param name="colour">The colour that the object is named after.</param>
/// <param name="accent">The colour of stripes and dots.</param>
internal sealed class Coat(Surface surface, Triple colour, Triple accent)
{
    // With this many stripes, one of them in the middle, the flat ends of cubes and cylinders bear the main colour.
    private const float StripesPerUnit = 1.75f;
    private const float MiddleOfStripe = 0.25f;

    private const float DotRadius = 0.17f;

    /// <param name="solid">What is painted.</param>
    /// <param name="points">Points of its surface, in its own axes and unit.</param>
    /// <param name="blur">Width of a pixel in its unit.</param>
    public LaneVector Colours(Solid solid, LaneVector points, Lanes blur)
    {
        if (surface == Surface.Plain) return new LaneVector(colour);
        var share = surface == Surface.Striped ? Stripes(solid, points, blur) : Dots(solid, points, blur);
        return LaneVector.Mix(new LaneVector(colour), new LaneVector(accent), share);
    }

    private static Lanes Stripes(Solid solid, LaneVector points, Lanes blur)
    {
        const float SteepestWave = 8f;
        var place = LaneVector.Dot(points, new LaneVector(solid.StripeAxis)) * StripesPerUnit + MiddleOfStripe;
        var half = blur * (0.5f * SteepestWave * StripesPerUnit);
        return Step(-half, half, Wave(place) - 0.25f);
    }

    private static Lanes Dots(Solid solid, LaneVector points, Lanes blur)
    {
        var nearest = Lane(float.MaxValue);
        foreach (var dot in solid.Dots)
        {
            var offset = points - new LaneVector(dot);
            nearest = Min(nearest, LaneVector.Dot(offset, offset));
        }
        var distance = Sqrt(nearest);
        return Step(-blur, blur, DotRadius - distance);
    }
}
