using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

public sealed class FeatureScalingTests
{
    private static readonly ModelConfig Config = new()
    {
        FeatureSize = 6, WordSize = 4, JointSize = 8, SimilaritySize = 4, RegionCount = 3, VocabularySize = 9,
    };

    private static readonly FeatureScaling Scaling = new([1, -2, 3, 0, 5, 0.5f], [2, 0.1f, 1, 30, 4, 0.5f]);

    [Fact]
    public void Stored_weights_do_with_raw_features_what_the_network_does_with_scaled_ones()
    {
        TorchLibrary.Load();
        using var scope = NewDisposeScope();
        using var scaled = new SgrafNetwork(Config, NetworkKind.Saf, Regularization.None, Scaling);
        using var raw = new SgrafNetwork(Config, NetworkKind.Saf, Regularization.None);
        InitialWeights.Draw(scaled, seed: 1);
        Assert.Empty(raw.Load(scaled.ToCheckpoint(SimilarityModule.Saf), SimilarityModule.Saf));
        Assert.Empty(new CheckpointSchema(Config, SimilarityModule.Saf).Shapes.Keys.Except(scaled.ToCheckpoint(SimilarityModule.Saf).Tensors.Keys));

        scaled.eval();
        raw.eval();
        var features = tensor(Enumerable.Range(0, 36).Select(value => MathF.Sin(value) * 5).ToArray(), [2, 3, 6]);
        var captions = new CaptionBatch([[1, 5, 2], [1, 2]], CPU);
        Close.Assert(
            NetworkWeights.Read(scaled.Encode(features, captions).Regions).Span, NetworkWeights.Read(raw.Encode(features, captions).Regions).Span, 1e-6, "regions");
    }

    [Fact]
    public void Weights_for_raw_features_come_back_unchanged()
    {
        var checkpoint = RandomCheckpoint.Create(Config, SimilarityModule.Saf, seed: 2);
        var back = Scaling.Fold(Scaling.Unfold(checkpoint));
        Close.Assert(checkpoint["img_enc.fc.weight"].Span, back["img_enc.fc.weight"].Span, 1e-6, "weight");
        Close.Assert(checkpoint["img_enc.fc.bias"].Span, back["img_enc.fc.bias"].Span, 1e-5, "bias");
    }
}
