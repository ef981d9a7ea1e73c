using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Graphs;

public sealed class GraphBuilderTests
{
    private static readonly Checkpoint Weights = new(new Dictionary<string, WeightTensor>
    {
        ["layer.weight"] = new([2, 3], new float[] { 1, 2, 3, 4, 5, 6 }),
        ["layer.bias"] = new([2], new float[] { 10, 20 }),
    });

    [Fact]
    public void A_layer_of_the_checkpoint_is_computed()
    {
        var graph = new GraphBuilder("test", Weights);
        graph.Output("result", graph.Input("vectors", TensorType.Float, -1, 3).Linear("layer"));
        Assert.Equal([11, 24, 12, 25], Run(graph, [1, 0, 0, 0, 1, 0], 2, 3));
    }

    [Fact]
    public void Vectors_are_divided_by_their_norm_plus_epsilon()
    {
        var graph = new GraphBuilder("test", Weights);
        graph.Output("result", graph.Input("vectors", TensorType.Float, -1, 2).Normalize());
        Close.Assert([0.6f, 0.8f, 0, 0, 0.5f, 0], Run(graph, [3, 4, 0, 0, 1e-8f, 0], 3, 2), 1e-6, "normalised vectors");
    }

    [Fact]
    public void A_weight_used_twice_is_stored_once()
    {
        var (once, twice) = (new GraphBuilder("test", Weights), new GraphBuilder("test", Weights));
        once.Weight("layer.weight");
        twice.Weight("layer.weight");
        twice.Weight("layer.weight");
        Assert.Equal(once.ToModel(), twice.ToModel());
    }

    [Fact]
    public void A_weight_that_is_missing_is_named()
    {
        var error = Assert.Throws<CheckpointException>(() => new GraphBuilder("test", Weights).Weight("other.weight"));
        Assert.Contains("other.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_weights_than_a_graph_holds_are_refused()
    {
        var graph = new GraphBuilder("test", Weights);
        var untouched = new float[1 << 26];
        for (var i = 0; i < 9; i++) graph.Constant(untouched, untouched.Length);
        var error = Assert.Throws<CheckpointException>(graph.ToModel);
        Assert.Contains("2 GiB", error.Message, StringComparison.Ordinal);
    }

    private static float[] Run(GraphBuilder graph, float[] vectors, params long[] shape)
    {
        using var session = new InferenceSession(graph.ToModel());
        using var input = OrtValue.CreateTensorValueFromMemory(vectors, shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["vectors"], [input], ["result"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
