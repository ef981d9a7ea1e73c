using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>Snow that lies in soft waves.</summary>
internal sealed class Snow(Triple light, Triple dark, float shift) : Paint
{
    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var waves = LaneNoise.Cloudy(across * 0.5f + shift, along * 0.8f);
        var crust = LaneNoise.Smooth(across * 14f + shift, along * 7f) * 0.18f;
        return LaneVector.Mix(new LaneVector(dark), new LaneVector(light), Clamp01(waves * 0.9f + crust));
    }
}
