using Sgraf.Model.Bundles;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>Brings detector features into the space that regions and words share.</summary>
internal sealed class RegionEncoder : Module<Tensor, Tensor>
{
    [ComponentName(Name = "fc")] private readonly Linear _projection;
    [ComponentName(Name = NetworkWeights.Inside + "mean")] private readonly Tensor? _means;
    [ComponentName(Name = NetworkWeights.Inside + "deviation")] private readonly Tensor? _deviations;
    private readonly Regularization _regularization;
    private readonly bool _normalizes;

    public RegionEncoder(ModelConfig config, Regularization regularization, FeatureScaling? scaling) : base(nameof(RegionEncoder))
    {
        (_regularization, _normalizes) = (regularization, config.NormalizeImages);
        _projection = Linear(config.FeatureSize, config.JointSize);
        if (scaling is not null) (_means, _deviations) = (tensor(scaling.Means), tensor(scaling.Deviations));
        RegisterComponents();
    }

    /// <param name="features">Features as the detector gave them, (B, R, F).</param>
    /// <returns>Region embeddings of length one, (B, R, D).</returns>
    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        var scaled = _means is null ? features : features.sub(_means).div(_deviations!);
        var values = functional.dropout(scaled, _regularization.FeatureDropout, training);
        var regions = _projection.call(values);                 // (B, R, D)
        if (_normalizes) regions = regions.ToUnitLength();
        return LeaveOut(regions).MoveToOuterDisposeScope();
    }

    /// <remarks>
    /// Embeddings become zero, not features: the length of what a bias alone makes of a region without features is next to nothing, and
    /// the gradient through its division is greater by millions than all others. The rest become longer, so that their mean, whose
    /// statistics a batch norm keeps, is as large as without.
    /// </remarks>
    private Tensor LeaveOut(Tensor regions)
    {
        if (!training || _regularization.RegionDropout == 0) return regions;
        return regions.mul(functional.dropout(ones(regions.shape[0], regions.shape[1], 1, device: regions.device), _regularization.RegionDropout));
    }
}
