using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

/// <summary>The network of a golden case with its inputs.</summary>
internal sealed class GoldenBatch : IDisposable
{
    private readonly DisposeScope _scope;

    /// <param name="golden">The case.</param>
    /// <param name="training">Training mode on as many captions as images and without dropout, or evaluation mode on all.</param>
    public GoldenBatch(GoldenCase golden, bool training)
    {
        TorchLibrary.Load();
        _scope = NewDisposeScope();
        Network = new SgrafNetwork(golden.Config, golden.Module == SimilarityModule.Sgr ? NetworkKind.Sgr : NetworkKind.Saf, Regularization.None);
        Assert.Empty(Network.Load(golden.Checkpoint, golden.Module));
        Network.train(training);
        Features = tensor(golden.Images.Values.ToArray(), [.. golden.Images.Shape.Select(length => (long)length)]);
        Captions = new CaptionBatch(training ? golden.Captions[..golden.Images.Shape[0]] : golden.Captions, CPU);
    }

    public SgrafNetwork Network { get; }

    public Tensor Features { get; }

    public CaptionBatch Captions { get; }

    public EncodedBatch Encode() => Network.Encode(Features, Captions);

    public void Dispose()
    {
        _scope.Dispose();
        Network.Dispose();
    }
}
