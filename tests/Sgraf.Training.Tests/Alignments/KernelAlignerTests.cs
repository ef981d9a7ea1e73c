using Sgraf.Tests;
using Sgraf.Training.Alignments;
using Sgraf.Training.Network;
using Sgraf.Training.Tests.Network;
using Sgraf.Training.Tests.Objective;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Alignments;

public sealed class KernelAlignerTests
{
    private static readonly (int Image, int Caption)[] Some = [(0, 0), (3, 1), (1, 1), (5, 2), (2, 4), (5, 5), (5, 0), (4, 3)];

    [Fact]
    public void Every_pair_is_aligned_as_by_libtorch() => AssertSame(AllPairs);

    [Fact]
    public void Some_pairs_are_aligned_as_by_libtorch() => AssertSame(batch => PairList.Of(Some, batch.Lengths));

    [Fact]
    public void Some_captions_of_all_can_be_differentiated_alone()
    {
        using var random = new RandomBatch(NetworkKind.Saf);
        var alone = Run(random, new TorchAligner(random.Network, random.Batch, scoresSgr: false), PairList.All(6, [1, 4], random.Batch.Lengths));
        using var scope = NewDisposeScope();
        using var aligner = new KernelAligner(random.Network, random.Batch, scoresSgr: false);
        var aligned = aligner.Align(AllPairs(random.Batch)).Only([1, 4]);
        random.ClearGradients();
        aligner.Backward(aligned, Gradients(aligned));
        AssertClose(alone.Gradients, random.Gradients());
    }

    [Fact]
    public void Scores_of_SGR_come_with_the_alignments()
    {
        using var random = new RandomBatch(NetworkKind.Joint);
        using var scope = NewDisposeScope();
        using var aligner = new KernelAligner(random.Network, random.Batch, scoresSgr: true);
        var scores = stack(aligner.Align(AllPairs(random.Batch)).SgrScores.ToArray(), dim: 1);
        var expected = random.Network.Score(random.Batch, Sgraf.Model.Bundles.SimilarityModule.Sgr);
        Close.Assert(NetworkWeights.Read(expected).Span, NetworkWeights.Read(scores).Span, 1e-6, "scores");
        Close.Assert(NetworkWeights.Read(expected).Span, NetworkWeights.Read(aligner.Score()).Span, 1e-6, "scores");
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        using var random = new RandomBatch(NetworkKind.Saf);
        var pairs = AllPairs(random.Batch);
        var one = Run(random, new KernelAligner(random.Network, random.Batch, scoresSgr: false, threads: 1), pairs);
        var many = Run(random, new KernelAligner(random.Network, random.Batch, scoresSgr: false, threads: 7), pairs);
        Assert.Equal(one.Nodes, many.Nodes);
        foreach (var (name, values) in one.Gradients) Assert.Equal(values, many.Gradients[name]);
    }

    [Fact]
    public void A_batch_that_is_no_number_has_no_finite_alignments()
    {
        using var random = new RandomBatch(NetworkKind.Saf);
        using var scope = NewDisposeScope();
        var batch = random.Batch with { Images = random.Batch.Images.mul(tensor(float.NaN)) };
        using var aligner = new KernelAligner(random.Network, batch, scoresSgr: false);
        Assert.All(aligner.Align(AllPairs(batch)).Nodes, nodes => Assert.True(nodes.isnan().all().item<bool>()));
    }

    private static void AssertSame(Func<EncodedBatch, PairList> choose)
    {
        using var random = new RandomBatch(NetworkKind.Saf);
        var pairs = choose(random.Batch);
        var torch = Run(random, new TorchAligner(random.Network, random.Batch, scoresSgr: false), pairs);
        var kernel = Run(random, new KernelAligner(random.Network, random.Batch, scoresSgr: false), pairs);
        Close.Assert(torch.Nodes, kernel.Nodes, 1e-6, "alignments");
        AssertClose(torch.Gradients, kernel.Gradients);
    }

    private static void AssertClose(Dictionary<string, float[]> expected, Dictionary<string, float[]> found)
    {
        Assert.Equal(8, expected.Count);    // of the batch and of two transforms
        Assert.Equal(expected.Keys, found.Keys);
        foreach (var (name, values) in expected) Close.Assert(values, found[name], 1e-5 * values.Max(Math.Abs), name);
    }

    private static (float[] Nodes, Dictionary<string, float[]> Gradients) Run(RandomBatch random, IAligner aligner, PairList pairs)
    {
        using var scope = NewDisposeScope();
        using var owned = aligner;
        random.ClearGradients();
        var aligned = aligner.Align(pairs);
        aligner.Backward(aligned, Gradients(aligned));
        return ([.. aligned.Nodes.SelectMany(nodes => NetworkWeights.Read(nodes).Values.ToArray())], random.Gradients());
    }

    private static PairList AllPairs(EncodedBatch batch) => PairList.All(6, [.. Enumerable.Range(0, 6)], batch.Lengths);

    /// <summary>A fixed gradient for every value of the alignments.</summary>
    private static Tensor[] Gradients(AlignedPairs aligned)
    {
        var random = new Random(11);
        return [.. aligned.Nodes.Select(nodes => random.Uniform(-0.5f, 0.5f, nodes.shape))];
    }
}
