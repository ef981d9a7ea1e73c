using Sgraf.Training.Network;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>Halves a map and looks at it again: <c>r = ReLU(C_0 m), ReLU(r + C_2 ReLU(C_1 r))</c>.</summary>
/// <remarks>A residual block after He et al., CVPR 2016.</remarks>
internal sealed class MapStage : Module<Tensor, Tensor>
{
    [ComponentName(Name = "reduce")] private readonly ConvolutionLayer _reduce;
    [ComponentName(Name = "first")] private readonly ConvolutionLayer _first;
    [ComponentName(Name = "second")] private readonly ConvolutionLayer _second;

    /// <param name="input">Channels that come in.</param>
    /// <param name="output">Channels that go out.</param>
    public MapStage(int input, int output) : base(nameof(MapStage))
    {
        _reduce = new ConvolutionLayer(input, output, stride: 2);
        _first = new ConvolutionLayer(output, output);
        _second = new ConvolutionLayer(output, output);
        RegisterComponents();
    }

    /// <param name="map">(B, channels, height, width)</param>
    /// <returns>(B, channels, height / 2, width / 2)</returns>
    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        var reduced = functional.relu(_reduce.call(map));
        var changes = _second.call(functional.relu(_first.call(reduced)));
        return functional.relu(reduced.Plus(changes)).MoveToOuterDisposeScope();
    }
}
