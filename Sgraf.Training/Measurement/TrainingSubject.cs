using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Measurement;

/// <summary>A network at the published sizes with one batch of random data, to be stepped.</summary>
internal sealed class TrainingSubject : IDisposable
{
    private const double Clipping = 2;
    private const double LearningRate = 2e-4;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SgrafNetwork _network;
    private readonly IObjective _objective;
    private readonly Adam _adam;
    private readonly TrainingStep _step;
    private readonly Tensor _features;
    private readonly CaptionBatch _captions;
    private readonly int[] _images;

    /// <param name="kind">What is trained.</param>
    /// <param name="create">Makes the objective.</param>
    /// <param name="captions">Word ids, longest first.</param>
    public TrainingSubject(NetworkKind kind, Func<SgrafNetwork, HingeLoss, IObjective> create, int[][] captions)
    {
        _network = new SgrafNetwork(Config, kind);
        InitialWeights.Draw(_network, seed: 1);
        _objective = create(_network, new HingeLoss());
        _adam = new Adam(_network.named_parameters());
        _step = new TrainingStep(_network, _objective, _adam, Clipping);
        _features = rand(captions.Length, Config.RegionCount, Config.FeatureSize);
        _captions = new CaptionBatch(captions, CPU);
        _images = [.. Enumerable.Range(0, captions.Length)];
    }

    /// <summary>The published sizes.</summary>
    public static ModelConfig Config { get; } = new();

    /// <summary>One step of training.</summary>
    public void Step() => _step.Run(_features, _captions, _images, LearningRate);

    /// <inheritdoc />
    public void Dispose()
    {
        _scope.Dispose();
        _adam.Dispose();
        _objective.Dispose();
        _network.Dispose();
    }
}
