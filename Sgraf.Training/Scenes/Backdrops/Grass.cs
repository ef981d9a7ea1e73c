using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>A lawn.</summary>
internal sealed class Grass(Triple light, Triple dark, float shift) : Paint
{
    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var blades = LaneNoise.Smooth(across * 17f + shift, along * 7f) * 0.5f + LaneNoise.Smooth(across * 29f, along * 12f + shift) * 0.5f;
        var patches = LaneNoise.Cloudy(across * 0.7f + shift, along * 0.5f);
        return LaneVector.Mix(new LaneVector(dark), new LaneVector(light), Clamp01(patches * 0.75f + blades * 0.55f - 0.12f));
    }
}
