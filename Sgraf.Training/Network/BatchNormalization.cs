using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>Batch norm over the second axis.</summary>
/// <remarks>TorchSharp's own module hands temporary scalars to native code and may crash; its functional form does not.</remarks>
internal sealed class BatchNormalization : Module<Tensor, Tensor>
{
    private static readonly Scalar One = 1;

    [ComponentName(Name = "weight")] private readonly Parameter _weight;
    [ComponentName(Name = "bias")] private readonly Parameter _bias;
    [ComponentName(Name = "running_mean")] private readonly Tensor _mean;
    [ComponentName(Name = "running_var")] private readonly Tensor _variance;
    [ComponentName(Name = "num_batches_tracked")] private readonly Tensor _batchCount;

    /// <param name="channels">Length of the second axis.</param>
    public BatchNormalization(long channels) : base(nameof(BatchNormalization))
    {
        _weight = new Parameter(ones(channels));
        _bias = new Parameter(zeros(channels));
        _mean = zeros(channels);
        _variance = ones(channels);
        _batchCount = zeros([], dtype: ScalarType.Int64);
        RegisterComponents();
    }

    /// <param name="values">(P, channels) or (P, channels, any).</param>
    public override Tensor forward(Tensor values)
    {
        if (training)
        {
            using var counting = no_grad();
            _batchCount.PlusInPlace(One);
        }
        return functional.batch_norm(values, _mean, _variance, _weight, _bias, training);
    }
}
