using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>Upright stripes of two colours.</summary>
internal sealed class Wallpaper(Triple light, Triple dark, float shift) : Paint
{
    private const float Period = 0.9f;

    public override LaneVector Colours(Lanes across, Lanes along, Lanes blur)
    {
        var half = Max(blur * (4 / Period), Lane(0.05f));
        var share = Step(-half, half, Wave((across + shift) * (1 / Period)));
        return LaneVector.Mix(new LaneVector(dark), new LaneVector(light), share);
    }
}
