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
    private static readonly Scalar Epsilon = 1e-5;

    [ComponentName(Name = "weight")] private readonly Parameter _weight;
    [ComponentName(Name = "bias")] private readonly Parameter _bias;
    [ComponentName(Name = "running_mean")] private readonly Tensor _mean;
    [ComponentName(Name = "running_var")] private readonly Tensor _variance;
    [ComponentName(Name = "num_batches_tracked")] private readonly Tensor _batchCount;
    private bool _isPaused;

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
        using var scope = NewDisposeScope();
        var (mean, variance) = (_mean, _variance);
        if (_isPaused) (mean, variance) = (_mean.clone(), _variance.clone());
        else if (training) Count();
        return functional.batch_norm(values, mean, variance, _weight, _bias, training).MoveToOuterDisposeScope();
    }

    /// <summary>Normalizes values of one channel by statistics that are given; counts nothing.</summary>
    /// <param name="values">(P, 1, any)</param>
    /// <param name="means">(P, 1, 1)</param>
    /// <param name="variances">(P, 1, 1)</param>
    public Tensor Normalize(Tensor values, Tensor means, Tensor variances)
    {
        using var scope = NewDisposeScope();
        var gains = _weight.mul(variances.Plus(Epsilon).rsqrt());                           // (P, 1, 1)
        return values.sub(means).mul(gains).Plus(_bias).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps the running statistics as they are, until disposed of; for batches that are computed twice.</summary>
    public IDisposable PauseTracking()
    {
        _isPaused = true;
        return new Pause(this);
    }

    private void Count()
    {
        using var untracked = no_grad();
        _batchCount.PlusInPlace(One);
    }

    private sealed class Pause(BatchNormalization norm) : IDisposable
    {
        public void Dispose() => norm._isPaused = false;
    }
}
