using Sgraf.Model.Bundles;

namespace Sgraf.Model.Graphs;

/// <summary>
/// The text encoder as a graph: <c>ids</c> (L, C) and <c>lengths</c> (C) to <c>words</c> (L, C, D), zero past a caption's length,
/// and <c>globals</c> (C, D).
/// </summary>
/// <remarks>Words come first, then captions, because a GRU walks over words; nothing has to be turned round.</remarks>
internal static class TextEncoderGraph
{
    private const string Pooling = "sim_enc.t_global_w";

    public static byte[] Build(Checkpoint checkpoint, ModelConfig config)
    {
        var graph = new GraphBuilder("text encoder", checkpoint);
        var ids = graph.Input("ids", TensorType.Int64, -1, -1);                 // (L, C)
        var lengths = graph.Input("lengths", TensorType.Int32, -1);             // (C)
        var words = Read(graph.Weight("txt_enc.embed.weight").Node("Gather", ids), lengths, config);
        if (config.NormalizeTexts) words = words.Normalize();
        graph.Output("words", words);
        graph.Output("globals", Globals(words, lengths));
        return graph.ToModel();
    }

    /// <summary>The GRU over the words of each caption; the reverse direction starts at the last word, not at the padding.</summary>
    /// <returns>The mean of the directions, (L, C, D).</returns>
    private static GraphValue Read(GraphValue words, GraphValue lengths, ModelConfig config)
    {
        var graph = words.Graph;
        var direction = config.Bidirectional ? "bidirectional" : "forward";
        for (var layer = 0; ; layer++)
        {
            var weights = new GruWeights(graph, layer, config);
            var states = graph.Node("GRU", [words, weights.Input, weights.Recurrent, weights.Biases, lengths],
                ("hidden_size", config.JointSize), ("direction", direction), ("linear_before_reset", 1)); // (L, 1 or 2, C, D)
            if (layer == config.GruLayers - 1) return states.Mean(axis: 1);     // (L, C, D)
            words = states.Transpose(0, 2, 1, 3).Reshape(0, 0, -1);             // (L, C, D or 2 D)
        }
    }

    /// <remarks>Words past the length are zero, so that the sum over all is the sum over the caption's own.</remarks>
    private static GraphValue Globals(GraphValue words, GraphValue lengths)
    {
        var graph = words.Graph;
        var counts = graph.Node("Cast", [lengths], ("to", (long)TensorType.Float)).Unsqueeze(1);     // (C, 1)
        var locals = words.Linear($"{Pooling}.embedding_local.0").Tanh();                            // (L, C, D)
        var means = (words.Sum(axis: 0) / counts).Linear($"{Pooling}.embedding_global.0").Tanh();    // (C, D)
        var logits = (locals * means).Linear($"{Pooling}.embedding_common.0");                       // (L, C, 1)
        var attention = IsWord(words, lengths).Node("Where", logits, graph.Constant(float.NegativeInfinity)).Softmax(axis: 0);
        return (words * attention).Sum(axis: 0).Normalize();                                         // (C, D)
    }

    /// <summary>Whether a place holds a word of its caption, (L, C, 1).</summary>
    private static GraphValue IsWord(GraphValue words, GraphValue lengths)
    {
        var graph = words.Graph;
        var longest = words.Node("Shape").Node("Gather", graph.Integer(0));
        var places = graph.Integer(0).Node("Range", longest, graph.Integer(1)).Unsqueeze(1);         // (L, 1)
        var counts = graph.Node("Cast", [lengths], ("to", (long)TensorType.Int64));                  // (C)
        return places.Node("Less", counts).Unsqueeze(2);
    }
}
