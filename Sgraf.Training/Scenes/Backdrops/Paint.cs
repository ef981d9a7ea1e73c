using Sgraf.Training.Scenes.Drawing;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>What covers a floor or a wall.</summary>
internal abstract class Paint
{
    /// <param name="across">To the right, in units of the world.</param>
    /// <param name="along">Away from the viewer on a floor, up on a wall.</param>
    /// <param name="blur">How wide a pixel is there; finer detail would flicker.</param>
    /// <returns>Colours in linear light.</returns>
    public abstract LaneVector Colours(Lanes across, Lanes along, Lanes blur);
}
