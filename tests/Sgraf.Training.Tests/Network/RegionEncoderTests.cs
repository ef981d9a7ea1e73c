using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

public sealed class RegionEncoderTests
{
    private const int Images = 3;
    private const int Regions = 40;
    private static readonly ModelConfig Config = new() { FeatureSize = 6, WordSize = 4, JointSize = 8, SimilaritySize = 4, RegionCount = Regions, VocabularySize = 5 };

    [Fact]
    public void Regions_left_out_are_zero_and_the_others_make_up_for_them()
    {
        TorchLibrary.Require();
        using var scope = NewDisposeScope();
        using var encoder = new RegionEncoder(Config, Regularization.None with { RegionDropout = 0.5 }, scaling: null);
        encoder.train();
        var lengths = encoder.call(Features()).norm(-1).data<float>().ToArray();
        Assert.All(lengths, length => Assert.True(length is 0 || Math.Abs(length - 2) < 1e-5, $"{length}"));
        Assert.InRange(lengths.Count(length => length == 0), 30, 90);
        encoder.eval();
        Assert.DoesNotContain(0f, encoder.call(Features()).norm(-1).data<float>().ToArray());
    }

    [Fact]
    public void A_region_left_out_takes_no_part_in_the_gradient()
    {
        TorchLibrary.Require();
        using var scope = NewDisposeScope();
        var network = new SgrafNetwork(Config, NetworkKind.Dual, Regularization.None with { RegionDropout = 0.5 });
        InitialWeights.Draw(network, seed: 1);     // biases are zero: the features of a region left out would have no direction
        var encoder = (RegionEncoder)network.named_modules().Single(module => module.name == "img_enc").module;
        encoder.train();
        encoder.call(Features()).sum().backward();
        var gradient = encoder.parameters().Max(parameter => parameter.grad!.abs().max().item<float>());
        network.Dispose();
        Assert.InRange(gradient, 1e-3f, 1e3f);
    }

    private static Tensor Features() => new Random(3).Uniform(-0.5f, 0.5f, Images, Regions, 6);
}
