using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>One colour, a little uneven, as of paint or paper.</summary>
internal sealed class Smooth(Triple colour, float shift) : Paint
{
    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur) =>
        new LaneVector(colour) * (LaneNoise.Cloudy(across * 0.5f + shift, along * 0.5f) * 0.07f + 0.965f);
}
