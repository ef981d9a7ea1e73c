using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>Sand with ripples of the wind.</summary>
internal sealed class Sand(Triple light, Triple dark, float shift) : Paint
{
    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var bend = LaneNoise.Smooth(across * 0.45f + shift, along * 0.6f) * 1.5f;
        var ripples = Wave(along * 1.15f + across * 0.22f + bend) * 0.5f + 0.5f;
        var grains = LaneNoise.Smooth(across * 30f + shift, along * 14f);
        return LaneVector.Mix(new LaneVector(dark), new LaneVector(light), Clamp01(ripples * 0.55f + grains * 0.45f));
    }
}
