using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Tests;
using Sgraf.Training.Import;
using Sgraf.Training.Network;
using Sgraf.Training.Tests.Commands;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

public sealed class NetworkWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_dual_network_gives_the_vectors_of_the_shortlist_that_it_becomes(bool isStandardized)
    {
        TorchLibrary.Load();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var bundle = Bundle.Load(new GoldenBundle(_folder).Path);
        var (golden, config) = (GoldenBundle.Sgr, bundle.Config);
        var scaling = isStandardized
            ? new FeatureScaling([.. Enumerable.Range(0, config.FeatureSize).Select(value => MathF.Sin(value))], [.. Enumerable.Range(1, config.FeatureSize).Select(value => 0.1f * value)])
            : null;
        using var network = new SgrafNetwork(config, NetworkKind.Dual, Regularization.None, scaling);
        InitialWeights.Draw(network, seed: 5);
        network.eval();
        var images = network.EncodeImages(tensor(golden.Images.Values.ToArray(), [.. golden.Images.Shape.Select(length => (long)length)])).Images;
        var captions = network.EncodeCaptions(new CaptionBatch(golden.Captions, CPU)).Captions;

        CheckpointFile.Save(_folder.PathOf("dual.safetensors"), network.ToCheckpoint(SimilarityModules.Dual));
        var imported = ImportedNetwork.Read(_folder.PathOf("dual.safetensors"), SimilarityModules.Dual);
        BundleWriter.Write(_folder.PathOf("dual"), bundle with { Shortlist = imported.Weights.Tensors });
        var written = Bundle.Load(_folder.PathOf("dual"));
        using var networks = new BundleNetworks(written);
        var vectors = new ShortlistVectors(written);
        Close.Assert(NetworkWeights.Read(images).Span, vectors.OfImages(networks.EncodeImages(golden.Images.Values)), 1e-5, "images");
        Close.Assert(NetworkWeights.Read(captions).Span, vectors.OfCaptions(networks.EncodeCaptions(golden.Captions)), 1e-5, "captions");
    }
}
