using Sgraf.Model.Bundles;

namespace Sgraf.Model.Graphs;

/// <summary>
/// Scores of one caption against many images as a graph: <c>regions</c> (P, R, D), <c>images</c> (P, D), <c>words</c> (L, D)
/// and <c>caption</c> (1, D) to <c>scores</c> (P).
/// </summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Representation", "Similarity Graph Reasoning" and "Similarity Attention Filtration".
/// </remarks>
internal static class ScorerGraph
{
    /// <summary>λ of the attention's softmax.</summary>
    private const float AttentionScale = 9;

    /// <summary>What the attention leaves of a negative likeness.</summary>
    private const float NegativeSlope = 0.1f;

    /// <param name="checkpoint">Weights of a network with that module.</param>
    /// <param name="config">Its sizes.</param>
    /// <param name="module">SGR or SAF.</param>
    public static byte[] Build(Checkpoint checkpoint, ModelConfig config, SimilarityModule module)
    {
        var graph = new GraphBuilder($"{module} scorer", checkpoint);
        var regions = graph.Input("regions", TensorType.Float, -1, config.RegionCount, config.JointSize);
        var images = graph.Input("images", TensorType.Float, -1, config.JointSize);
        var words = graph.Input("words", TensorType.Float, -1, config.JointSize);
        var caption = graph.Input("caption", TensorType.Float, 1, config.JointSize);
        var alignments = Alignments(regions, images, words, caption);
        var similarity = module == SimilarityModule.Sgr ? Reason(alignments, config.GraphSteps) : Filter(alignments);
        graph.Output("scores", similarity.Linear("sim_enc.sim_eval_w").Sigmoid().Reshape(-1));
        return graph.ToModel();
    }

    /// <returns>Global alignment, then one of each word, (P, N, S).</returns>
    private static GraphValue Alignments(GraphValue regions, GraphValue images, GraphValue words, GraphValue caption)
    {
        var whole = Similarity(images, caption, "sim_enc.sim_tranglo_w").Unsqueeze(1);             // (P, 1, S)
        var locals = Similarity(Contexts(regions, words), words, "sim_enc.sim_tranloc_w");         // (P, L, S)
        return whole.Graph.Node("Concat", [whole, locals], ("axis", 1));
    }

    /// <summary>What each word finds in each image.</summary>
    /// <remarks>The norm is over the words of each region, the softmax over the regions of each word.</remarks>
    private static GraphValue Contexts(GraphValue regions, GraphValue words)
    {
        var likeness = regions.MatMulTransposed(words).LeakyRelu(NegativeSlope).Normalize();       // (P, R, L)
        var attention = (likeness * AttentionScale).Softmax(axis: 1);                              // (P, R, L)
        return attention.TransposedMatMul(regions).Normalize();                                    // (P, L, D)
    }

    /// <summary>The similarity vector W (x - y)² + b, of length one.</summary>
    private static GraphValue Similarity(GraphValue left, GraphValue right, string layer) =>
        (left - right).Square().Linear(layer).Normalize();

    /// <summary>Graph reasoning; the last step is needed for the global node alone.</summary>
    /// <returns>The global node of the last step, (P, 1, S).</returns>
    private static GraphValue Reason(GraphValue nodes, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var layer = $"sim_enc.SGR_module.{step}";
            var receivers = step == steps - 1 ? nodes.Graph.Node("Gather", [nodes, nodes.Graph.Integers(0)], ("axis", 1)) : nodes;
            var queries = receivers.Linear($"{layer}.graph_query_w");                              // (P, N or 1, S)
            var keys = nodes.Linear($"{layer}.graph_key_w");                                       // (P, N, S)
            var edges = queries.MatMulTransposed(keys).Softmax(axis: -1);                          // (P, N or 1, N)
            nodes = edges.MatMul(nodes).Linear($"{layer}.sim_graph_w").Relu();                     // (P, N or 1, S)
        }
        return nodes;
    }

    /// <summary>Attention filtration.</summary>
    /// <returns>The alignments that matter, summed up, (P, 1, S).</returns>
    private static GraphValue Filter(GraphValue alignments)
    {
        const string layer = "sim_enc.SAF_module";
        var weights = alignments.Linear($"{layer}.attn_sim_w").Transpose(0, 2, 1)
            .BatchNorm($"{layer}.bn").Sigmoid().NormalizeSum();                                    // (P, 1, N)
        return weights.MatMul(alignments).Normalize();                                             // (P, 1, S)
    }
}
