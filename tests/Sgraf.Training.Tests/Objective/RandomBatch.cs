using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Tests.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Objective;

/// <summary>A small network of any kind with a batch of random embeddings, of sizes that fill no panel.</summary>
internal sealed class RandomBatch : IDisposable
{
    private static readonly ModelConfig Config = new()
    {
        FeatureSize = 20, WordSize = 10, JointSize = 40, SimilaritySize = 24, RegionCount = 18, VocabularySize = 30,
    };

    private readonly DisposeScope _scope;

    public RandomBatch(NetworkKind kind)
    {
        TorchLibrary.Load();
        _scope = NewDisposeScope();
        Network = new SgrafNetwork(Config, kind, Regularization.None);
        InitialWeights.Draw(Network, seed: 5);
        Network.train();
        int[] lengths = [9, 7, 7, 4, 3, 1];
        var random = new Random(3);
        Tensor Draw(params long[] shape) => random.Uniform(-0.4f, 0.6f, shape).ToUnitLength().requires_grad_();
        Batch = new EncodedBatch(Draw(6, 18, 40), Draw(6, 40), Draw(6, 9, 40), Draw(6, 40), lengths);
    }

    public SgrafNetwork Network { get; }

    /// <summary>Six images with six captions; the rows past a caption's end hold numbers too, which nothing may read.</summary>
    public EncodedBatch Batch { get; }

    /// <summary>Fails unless both objectives find the same losses and gradients.</summary>
    public void AssertSame(Func<SgrafNetwork, IObjective> expected, Func<SgrafNetwork, IObjective> found)
    {
        var (losses, gradients) = Differentiate(expected);
        var (otherLosses, otherGradients) = Differentiate(found);
        Assert.Equal(losses, otherLosses, (left, right) => Math.Abs(left - right) < 1e-5);
        Assert.Equal(gradients.Keys, otherGradients.Keys);
        foreach (var (name, values) in gradients) Close.Assert(values, otherGradients[name], 1e-6 + 1e-5 * values.Max(Math.Abs), name);
    }

    /// <summary>Every gradient there is.</summary>
    public Dictionary<string, float[]> Gradients() => Leaves().Where(leaf => leaf.Tensor.grad is not null)
        .ToDictionary(leaf => leaf.Name, leaf => NetworkWeights.Read(leaf.Tensor.grad!).Values.ToArray());

    /// <summary>Forgets every gradient.</summary>
    public void ClearGradients()
    {
        foreach (var (_, tensor) in Leaves()) tensor.grad = null;
    }

    public void Dispose()
    {
        _scope.Dispose();
        Network.Dispose();
    }

    private IEnumerable<(string Name, Tensor Tensor)> Leaves() => Network.named_parameters()
        .Select(parameter => (parameter.name, (Tensor)parameter.parameter))
        .Concat([("regions", Batch.Regions), ("images", Batch.Images), ("words", Batch.Words), ("captions", Batch.Captions)]);

    private (double[] Losses, Dictionary<string, float[]> Gradients) Differentiate(Func<SgrafNetwork, IObjective> create)
    {
        ClearGradients();
        using var objective = create(Network);
        double[] losses = [.. objective.Differentiate(Batch, [.. Enumerable.Range(0, Batch.Lengths.Count)]).Select(term => term.Value)];
        return (losses, Gradients());
    }
}
