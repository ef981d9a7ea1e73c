using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Ablation;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

public sealed class SimilarityVariantTests
{
    private const int P = 3, L = 4, S = 16;

    private static readonly ModelConfig Config = new()
    {
        FeatureSize = 6, WordSize = 5, JointSize = 8, SimilaritySize = S, RegionCount = 3, VocabularySize = 9, GraphSteps = 2,
    };

    public SimilarityVariantTests() => TorchLibrary.Load();

    public static TheoryData<string> Names => [.. AblationVariant.All.Select(variant => variant.Name)];

    [Fact]
    public void Each_alignment_that_is_left_out_is_a_node_less()
    {
        Assert.Equal([P, 1 + L, S], NodesOf(SimilarityVariant.Published).Shape);
        Assert.Equal([P, L, S], NodesOf(new SimilarityVariant { HasGlobalAlignment = false }).Shape);
        Assert.Equal([P, 1, S], NodesOf(new SimilarityVariant { HasLocalAlignments = false }).Shape);
    }

    [Fact]
    public void Without_the_global_alignment_the_nodes_of_the_words_are_the_published_ones()
    {
        var published = NodesOf(SimilarityVariant.Published).Values.ToArray().Chunk(S * (1 + L)).SelectMany(pair => pair[S..]);
        Close.Assert([.. published], NodesOf(new SimilarityVariant { HasGlobalAlignment = false }).Span, 0, "nodes");
    }

    [Fact]
    public void Instead_of_vectors_cosines_are_spread_by_a_linear_layer()
    {
        using var scope = NewDisposeScope();
        using var network = Create(NetworkKind.Sgr, new SimilarityVariant { HasVectorSimilarity = false, HasLocalAlignments = false });
        var (regions, images, words, captions) = Embeddings();
        var nodes = NetworkWeights.Read(network.Align(regions, images, words, captions)).Values.ToArray();
        var weights = network.ToCheckpoint(SimilarityModule.Sgr);
        var (spread, bias) = (weights["sim_enc.sim_tranglo_w.weight"], weights["sim_enc.sim_tranglo_w.bias"].Values.ToArray());
        Assert.Equal([S, 1], spread.Shape);
        var likeness = NetworkWeights.Read(images.mul(captions).sum(-1)).Values.ToArray();
        var expected = likeness.SelectMany(cosine => UnitVector([.. spread.Values.ToArray().Zip(bias, (w, b) => w * cosine + b)]));
        Close.Assert([.. expected], nodes, 1e-6, "nodes");
    }

    [Fact]
    public void Without_a_global_node_sgr_reads_the_mean_of_all()
    {
        using var scope = NewDisposeScope();
        using var network = Create(NetworkKind.Sgr, new SimilarityVariant { HasGlobalAlignment = false });
        var nodes = new Random(4).Uniform(0, 1, P, L, S);
        var weights = network.ToCheckpoint(SimilarityModule.Sgr);
        var scores = NetworkWeights.Read(network.Head(SimilarityModule.Sgr).call(nodes)).Values.ToArray();
        for (var step = 0; step < Config.GraphSteps; step++) nodes = Reason(nodes, weights, step);
        var mean = NetworkWeights.Read(nodes.mean([1]));
        Close.Assert(Score([.. mean.Values.ToArray().Chunk(S)], weights), scores, 1e-6, "scores");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_filtration_the_mean_of_the_nodes_counts_in_training_too(bool training)
    {
        using var scope = NewDisposeScope();
        using var network = Create(NetworkKind.Saf, new SimilarityVariant { HasFiltration = false });
        network.train(training);
        var nodes = new Random(4).Uniform(0, 1, P, 1 + L, S);
        var scores = NetworkWeights.Read(network.Head(SimilarityModule.Saf).call(nodes)).Values.ToArray();
        var means = NetworkWeights.Read(nodes.mean([1])).Values.ToArray().Chunk(S).Select(UnitVector).ToArray();
        Close.Assert(Score(means, network.ToCheckpoint(SimilarityModule.Saf)), scores, 1e-6, "scores");
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_variant_learns_without_a_value_that_is_no_number(string name)
    {
        var variant = AblationVariant.All.Single(variant => variant.Name == name);
        using var scope = NewDisposeScope();
        using var network = Create(variant.Kind, variant.Variant);
        network.train();
        foreach (var hardest in (bool[])[true, false])
        {
            using var objective = Objectives.Create(network, new HingeLoss(0.2, hardest));
            using var adam = new Sgraf.Training.Optimization.Adam(network.named_parameters().Select(parameter => (parameter.name, parameter.parameter)));
            var step = new TrainingStep(network, objective, adam, clipping: 2);
            var before = Weights(network);
            var outcome = step.Run(Features(), new CaptionBatch(Captions(P), CPU), [0, 1, 2], 0.01);
            Assert.True(outcome.Loss > 0 && outcome.GradientLength > 0, $"{outcome}");
            Assert.True(Weights(network).All(float.IsFinite) && !before.SequenceEqual(Weights(network)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_gradients_of_every_variant_are_those_of_the_plain_loop(string name)
    {
        var variant = AblationVariant.All.Single(variant => variant.Name == name);
        var plain = GradientsOf(variant, network => new PlainObjective(network, new HingeLoss()));
        var ours = GradientsOf(variant, network => Objectives.Create(network, new HingeLoss()));
        Assert.Equal(plain.Keys, ours.Keys);
        Assert.Contains(plain.Keys, weight => weight.Contains("sim_enc", StringComparison.Ordinal));
        foreach (var (weight, gradient) in plain) Close.Assert(gradient, ours[weight], 1e-6 + 1e-5 * gradient.Max(Math.Abs), weight);
    }

    [Fact]
    public void Training_leaves_the_constant_worth_of_a_mean_alone()
    {
        using var scope = NewDisposeScope();
        using var network = Create(NetworkKind.Saf, new SimilarityVariant { HasFiltration = false });
        network.train();
        using var objective = Objectives.Create(network, new HingeLoss());
        using var adam = new Sgraf.Training.Optimization.Adam(network.named_parameters().Select(parameter => (parameter.name, parameter.parameter)), weightDecay: 0.1);
        new TrainingStep(network, objective, adam, clipping: 2)
            .Run(Features(), new CaptionBatch(Captions(P), CPU), [0, 1, 2], 0.01);
        var weights = network.ToCheckpoint(SimilarityModule.Saf);
        Assert.All(weights["sim_enc.SAF_module.attn_sim_w.weight"].Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal([1f], weights["sim_enc.SAF_module.bn.weight"].Values.ToArray());
    }

    [Fact]
    public void The_scoring_kernel_serves_a_mean()
    {
        using var scope = NewDisposeScope();
        using var network = Create(NetworkKind.Saf, new SimilarityVariant { HasFiltration = false });
        network.eval();
        var captions = Captions(5);
        var features = Features().data<float>().ToArray();
        using var scorer = new ModuleScorer(network.ToCheckpoint(SimilarityModule.Saf), Config, SimilarityModule.Saf, captions);
        var served = new float[P * captions.Length];
        scorer.Score(features, served, threads: 1, CancellationToken.None);
        var scores = TorchScores.Of(network, SimilarityModule.Saf, captions, [(0, P, features)], P, CancellationToken.None);
        Close.Assert(served, scores, 1e-5, "scores");
    }

    [Fact]
    public void What_the_kernel_serves_are_the_published_network_and_the_mean() => Assert.Equal(
        ["sgr", "saf", "joint", "sgr-1-step", "sgr-2-steps", "sgr-4-steps", "mean"],
        AblationVariant.All.Where(variant => variant.Variant.IsServable).Select(variant => variant.Name));

    private static SgrafNetwork Create(NetworkKind kind, SimilarityVariant variant)
    {
        var network = new SgrafNetwork(Config, kind, Regularization.None, scaling: null, variant);
        InitialWeights.Draw(network, seed: 3);
        return network;
    }

    private static Dictionary<string, float[]> GradientsOf(AblationVariant variant, Func<SgrafNetwork, IObjective> create)
    {
        using var scope = NewDisposeScope();
        using var network = Create(variant.Kind, variant.Variant);
        network.train();
        using var objective = create(network);
        var batch = new CutBatch(network.Encode(Features(), new CaptionBatch(Captions(P), CPU)));
        objective.Differentiate(batch.Leaves, [0, 1, 2]);
        batch.Backward();
        return network.named_parameters().Where(parameter => parameter.parameter.grad is not null)
            .ToDictionary(parameter => parameter.name, parameter => NetworkWeights.Read(parameter.parameter.grad!).Values.ToArray());
    }

    private static WeightTensor NodesOf(SimilarityVariant variant)
    {
        using var scope = NewDisposeScope();
        using var network = Create(NetworkKind.Sgr, variant);
        var (regions, images, words, captions) = Embeddings();
        return NetworkWeights.Read(network.Align(regions, images, words, captions));
    }

    private static (Tensor Regions, Tensor Images, Tensor Words, Tensor Captions) Embeddings()
    {
        var random = new Random(2);
        Tensor Draw(params long[] shape) => random.Uniform(-0.5f, 0.5f, shape).ToUnitLength();
        return (Draw(P, Config.RegionCount, 8), Draw(P, 8), Draw(P, L, 8), Draw(P, 8));
    }

    private static Tensor Features() => new Random(4).Uniform(-0.5f, 0.5f, P, Config.RegionCount, Config.FeatureSize);

    private static int[][] Captions(int count) => [.. Enumerable.Range(0, count).Select(caption => Enumerable.Range(0, 7 - caption).Select(word => 1 + (caption + word) % 8).ToArray())];

    private static float[] Weights(SgrafNetwork network) => [.. network.AllTensors().SelectMany(tensor => NetworkWeights.Read(tensor.Tensor).Values.ToArray())];

    private static Tensor Reason(Tensor nodes, Checkpoint weights, int step)
    {
        Tensor Apply(string layer, Tensor values)
        {
            var (weight, bias) = (weights[$"sim_enc.SGR_module.{step}.{layer}.weight"], weights[$"sim_enc.SGR_module.{step}.{layer}.bias"]);
            return values.matmul(tensor(weight.Values.ToArray(), [S, S]).t()).Plus(tensor(bias.Values.ToArray()));
        }

        var edges = nn.functional.softmax(Apply("graph_query_w", nodes).bmm(Apply("graph_key_w", nodes).mT), dim: -1);
        return Apply("sim_graph_w", edges.bmm(nodes)).relu();
    }

    private static float[] Score(float[][] vectors, Checkpoint weights)
    {
        var (weight, bias) = (weights["sim_enc.sim_eval_w.weight"].Values.ToArray(), weights["sim_enc.sim_eval_w.bias"].Values.Span[0]);
        return Array.ConvertAll(vectors, vector => (float)(1 / (1 + Math.Exp(-bias - weight.Zip(vector, (w, v) => (double)w * v).Sum()))));
    }

    private static float[] UnitVector(float[] values)
    {
        var length = (float)Math.Sqrt(values.Sum(value => (double)value * value));
        return Array.ConvertAll(values, value => value / length);
    }
}
