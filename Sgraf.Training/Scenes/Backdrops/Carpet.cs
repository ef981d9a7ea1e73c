using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>A woven carpet of one colour.</summary>
internal sealed class Carpet(Triple colour, float shift) : Paint
{
    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var weave = LaneNoise.Smooth(across * 26f + shift, along * 11f) - 0.5f;
        var worn = LaneNoise.Cloudy(across * 0.8f + shift, along * 0.8f) - 0.5f;
        return new LaneVector(colour) * (1f + weave * 0.2f + worn * 0.16f);
    }
}
