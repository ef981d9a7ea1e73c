using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>Eight half-lines.</summary>
/// <param name="Origins">Where they start.</param>
/// <param name="Directions">Where they lead, of length 1.</param>
internal readonly record struct Rays(LaneVector Origins, LaneVector Directions)
{
    /// <summary>The points after the given ways.</summary>
    public LaneVector At(Lanes travelled) => Origins + Directions * travelled;
}
