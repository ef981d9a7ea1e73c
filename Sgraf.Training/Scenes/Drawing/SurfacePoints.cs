using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>What eight rays meet.</summary>
/// <param name="Positions">Where.</param>
/// <param name="Normals">Away from the surface, of length 1.</param>
/// <param name="Colours">The share of red, green and blue light that the surface returns.</param>
/// <param name="Gloss">How much it mirrors the lamp, in [0, 1].</param>
/// <param name="Glow">How much of the colour is light of its own instead, in [0, 1]: 1 for the sky.</param>
internal readonly record struct SurfacePoints(LaneVector Positions, LaneVector Normals, LaneVector Colours, Lanes Gloss, Lanes Glow)
{
    public static SurfacePoints Select(Lanes mask, in SurfacePoints whereSet, in SurfacePoints otherwise) => new(
        LaneVector.Select(mask, whereSet.Positions, otherwise.Positions),
        LaneVector.Select(mask, whereSet.Normals, otherwise.Normals),
        LaneVector.Select(mask, whereSet.Colours, otherwise.Colours),
        LaneMath.Select(mask, whereSet.Gloss, otherwise.Gloss),
        LaneMath.Select(mask, whereSet.Glow, otherwise.Glow));
}
