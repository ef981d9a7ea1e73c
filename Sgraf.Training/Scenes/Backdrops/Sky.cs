using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>The open sky over distant hills.</summary>
/// <param name="low">Colour near the horizon.</param>
/// <param name="high">Colour far above it.</param>
/// <param name="cloud">Colour of the clouds.</param>
/// <param name="hills">Colour of the hills.</param>
/// <param name="shift">Which part of an endless sky is seen.</param>
internal sealed class Sky(Triple low, Triple high, Triple cloud, Triple hills, float shift) : Paint
{
    private const float Height = 3.6f;

    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var height = Clamp01(along * (1 / Height));
        var air = LaneVector.Mix(new LaneVector(low), new LaneVector(high), height * (2f - height));
        var billows = LaneNoise.Cloudy(across * 0.42f + shift, along * 0.95f + shift);
        var cover = Step(Lane(0.5f), Lane(0.78f), billows) * Step(Lane(0.5f), Lane(1.4f), along) * 0.85f;
        var sky = LaneVector.Mix(air, new LaneVector(cloud), cover);
        var far = Ridge(sky, across, along, blur, 0.95f, 0.45f, 0.55f);
        return Ridge(far, across + 40f, along, blur, 0.5f, 0.7f, 0.9f);
    }

    /// <summary>A line of hills in front of what is behind; far ones take on the colour of the air.</summary>
    private LaneVector Ridge(LaneVector behind, Lanes across, Lanes along, Lanes blur, float height, float width, float clear)
    {
        var crest = (LaneNoise.Smooth(across * width + shift, Lane(3)) * 0.75f + 0.25f) * height;
        var colour = LaneVector.Mix(new LaneVector(low), new LaneVector(hills), Lane(clear));
        return LaneVector.Mix(colour, behind, Step(crest - blur, crest + blur, along));
    }
}
