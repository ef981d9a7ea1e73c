using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>One reasoning step over the similarity graph of an image-caption pair.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Graph Reasoning":
/// <c>s_p' = ReLU(W_r Σ_q softmax_q((W_q s_p) · (W_k s_q)) s_q)</c>.
/// The graph is fully connected; node 0 is the global alignment. There is no factor 1/sqrt(S) and no residual.
/// </remarks>
internal sealed class GraphReasoning : Module<Tensor, Tensor>
{
    [ComponentName(Name = "graph_query_w")] private readonly Linear _query;
    [ComponentName(Name = "graph_key_w")] private readonly Linear _key;
    [ComponentName(Name = "sim_graph_w")] private readonly Linear _output;

    /// <param name="similaritySize">S.</param>
    public GraphReasoning(int similaritySize) : base(nameof(GraphReasoning))
    {
        _query = Linear(similaritySize, similaritySize);
        _key = Linear(similaritySize, similaritySize);
        _output = Linear(similaritySize, similaritySize);
        RegisterComponents();
    }

    /// <param name="nodes">Global and local alignments, (P, N, S).</param>
    /// <returns>Updated alignments, (P, N, S).</returns>
    public override Tensor forward(Tensor nodes)
    {
        using var scope = NewDisposeScope();
        var queries = _query.call(nodes);                                       // (P, N, S)
        var keys = _key.call(nodes);                                            // (P, N, S)
        var edges = functional.softmax(queries.bmm(keys.mT), dim: -1);          // (P, N, N)
        var updated = functional.relu(_output.call(edges.bmm(nodes)));          // (P, N, S)
        return updated.MoveToOuterDisposeScope();
    }
}
