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
        ["filters.weight"] = new([1, 1, 3, 3], new float[] { 0, 0, 0, 0, 1, 10, 0, 100, 0 }),
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
    public void A_convolution_sees_zeros_beyond_the_edge()
    {
        var graph = new GraphBuilder("test", Weights);
        graph.Output("result", graph.Input("vectors", TensorType.Float, 1, 1, 2, 3).Convolve("filters"));
        Assert.Equal([421, 532, 603, 54, 65, 6], Run(graph, [1, 2, 3, 4, 5, 6], 1, 1, 2, 3));
    }

    [Fact]
    public void A_convolution_with_a_stride_skips_places()
    {
        var graph = new GraphBuilder("test", Weights);
        graph.Output("result", graph.Input("vectors", TensorType.Float, 1, 1, 2, 3).Convolve("filters", stride: 2));
        Assert.Equal([421, 603], Run(graph, [1, 2, 3, 4, 5, 6], 1, 1, 2, 3));
    }

    [Fact]
    public void A_map_is_doubled()
    {
        var graph = new GraphBuilder("test", Weights);
        graph.Output("result", graph.Input("vectors", TensorType.Float, 1, 1, 1, 2).Double());
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], Run(graph, [1, 2], 1, 1, 1, 2));
    }

    [Fact]
    public void Both_outputs_of_an_operation_can_be_used()
    {
        var graph = new GraphBuilder("test", Weights);
        var (values, places) = graph.Pair("TopK", [graph.Input("vectors", TensorType.Float, 4), graph.Integers(2)]);
        graph.Output("result", values.Concat(0, places.Cast(TensorType.Float).Slice(0, 1, 2)));
        Assert.Equal([9, 7, 0], Run(graph, [7, 1, 9, 3], 4));
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
