using Sgraf.Training.Network;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>A convolution with batch norm; the next layer, or the sum it goes into, is to rectify it.</summary>
internal sealed class ConvolutionLayer : Module<Tensor, Tensor>
{
    [ComponentName(Name = "filters")] private readonly Conv2d _filters;
    [ComponentName(Name = "norm")] private readonly BatchNormalization _norm;

    /// <param name="input">Channels that come in.</param>
    /// <param name="output">Channels that go out.</param>
    /// <param name="size">Places that a filter sees, along a side; an odd number.</param>
    /// <param name="stride">Places from one to the next.</param>
    public ConvolutionLayer(int input, int output, int size = 3, int stride = 1) : base(nameof(ConvolutionLayer))
    {
        _filters = Conv2d(input, output, size, stride, padding: size / 2, bias: false);
        _norm = new BatchNormalization(output);
        RegisterComponents();
    }

    /// <param name="map">(B, channels, height, width)</param>
    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        return _norm.call(_filters.call(map)).MoveToOuterDisposeScope();
    }
}
