using Sgraf.Model.Bundles;

namespace Sgraf.Model.Graphs;

/// <summary>The weights of one GRU layer as ONNX orders them: all directions in one array, gates z, r, n instead of r, z, n.</summary>
internal sealed class GruWeights
{
    private const int Gates = 3;

    /// <summary>Gate z of ONNX is the second of the checkpoint, r the first, n the third.</summary>
    private static readonly int[] GateOrder = [1, 0, 2];

    /// <summary>Input weights, (directions, 3 D, size of the layer's input).</summary>
    public GraphValue Input { get; }

    /// <summary>Recurrent weights, (directions, 3 D, D).</summary>
    public GraphValue Recurrent { get; }

    /// <summary>Input biases, then recurrent biases, (directions, 6 D).</summary>
    public GraphValue Biases { get; }

    public GruWeights(GraphBuilder graph, int layer, ModelConfig config)
    {
        string[] suffixes = config.Bidirectional ? [$"l{layer}", $"l{layer}_reverse"] : [$"l{layer}"];
        var hidden = config.JointSize;
        WeightTensor[] Load(string kind) => [.. suffixes.Select(suffix => graph.Checkpoint[$"txt_enc.cap_rnn.{kind}_{suffix}"])];
        var input = Load("weight_ih");
        Input = graph.Constant(Reorder(input), suffixes.Length, Gates * hidden, input[0].Shape[1]);
        Recurrent = graph.Constant(Reorder(Load("weight_hh")), suffixes.Length, Gates * hidden, hidden);
        WeightTensor[] biases = [.. Load("bias_ih").Zip(Load("bias_hh")).SelectMany(pair => new[] { pair.First, pair.Second })];
        Biases = graph.Constant(Reorder(biases), suffixes.Length, 2 * Gates * hidden);
    }

    /// <summary>The arrays one after another, the gates of each in the order of ONNX.</summary>
    private static float[] Reorder(WeightTensor[] arrays)
    {
        var size = arrays[0].Span.Length / Gates;
        var ordered = new float[arrays.Length * Gates * size];
        for (var i = 0; i < arrays.Length * Gates; i++)
            arrays[i / Gates].Span.Slice(GateOrder[i % Gates] * size, size).CopyTo(ordered.AsSpan(i * size));
        return ordered;
    }
}
