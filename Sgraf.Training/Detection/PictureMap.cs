using Sgraf.Training.Network;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>What is where in a picture, at an eighth of its size.</summary>
/// <remarks>
/// Three stages, each at half the size of the one before, so that a place sees as far as a large object reaches; the coarser ones are
/// added to the finer ones (Lin et al., CVPR 2017). Filters of 7 x 7 begin at a quarter of the size at once: the first halving alone
/// would take as long as all the rest. <c>DetectorMap</c> of <c>Sgraf.Model</c> is its twin.
/// </remarks>
internal sealed class PictureMap : Module<Tensor, Tensor>
{
    /// <summary>C: channels of the map.</summary>
    public const int Channels = 48;

    [ComponentName(Name = "stem")] private readonly ConvolutionLayer _stem = new(3, 32, size: 7, stride: 4);
    [ComponentName(Name = "stage1")] private readonly MapStage _stage1 = new(32, 48);
    [ComponentName(Name = "stage2")] private readonly MapStage _stage2 = new(48, 96);
    [ComponentName(Name = "stage3")] private readonly MapStage _stage3 = new(96, 128);
    [ComponentName(Name = "lateral1")] private readonly Conv2d _lateral1 = Conv2d(48, Channels, 1);
    [ComponentName(Name = "lateral2")] private readonly Conv2d _lateral2 = Conv2d(96, Channels, 1);
    [ComponentName(Name = "lateral3")] private readonly Conv2d _lateral3 = Conv2d(128, Channels, 1);
    [ComponentName(Name = "merge")] private readonly ConvolutionLayer _merge = new(Channels, Channels);

    public PictureMap() : base(nameof(PictureMap)) => RegisterComponents();

    /// <param name="images">(B, 3, S, S)</param>
    /// <returns>(B, C, S / 8, S / 8)</returns>
    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var near = functional.relu(_stem.call(images));                                 // (B, 32, S / 4, S / 4)
        var level1 = _stage1.call(near);                                                // (B, 48, S / 8, S / 8)
        var level2 = _stage2.call(level1);                                              // (B, 96, S / 16, S / 16)
        var level3 = _stage3.call(level2);                                              // (B, 128, S / 32, S / 32)
        var merged = Double(_lateral3.call(level3)).Plus(_lateral2.call(level2));       // (B, C, S / 16, S / 16)
        merged = Double(merged).Plus(_lateral1.call(level1));                           // (B, C, S / 8, S / 8)
        return functional.relu(_merge.call(merged)).MoveToOuterDisposeScope();
    }

    private static Tensor Double(Tensor map) => functional.interpolate(map, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
}
