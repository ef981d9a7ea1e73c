using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>SGR: lets the alignments of a pair inform each other over a fully connected graph, then scores the global one.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Graph Reasoning": <c>s_p' = ReLU(W_r Σ_q softmax_q((W_q s_p) · (W_k s_q)) s_q)</c>,
/// without a factor 1/sqrt(S) and without a residual. Only the global node of the last step is scored, so the last step computes
/// no other. A full step costs 4 N S² + 4 N² S operations a pair.
/// </remarks>
internal sealed unsafe class GraphReasoning<TKernel>(SimilarityEncoderWeights weights, int similaritySize) : SimilarityHead(weights)
    where TKernel : struct, IMatrixKernel
{
    private readonly IReadOnlyList<ReasoningStep> _steps = weights.Steps;
    private readonly PanelBuffer _globals = new(similaritySize);
    private readonly PanelBuffer _queries = new(similaritySize);
    private readonly PanelBuffer _messages = new(similaritySize);
    private readonly AlignedBuffer _edges = new();
    private readonly ZeroPanel _zeros = new();

    public override void Score(SimilarityGraphs graphs, Span<float> scores, PairTrace? trace = null)
    {
        trace?.Nodes.Add(PairTrace.Copy(graphs.Nodes, graphs.NodeCount));
        for (var step = 0; step < _steps.Count - 1; step++)
            Reason(_steps[step], graphs, trace);

        var globals = trace is null ? ReasonGlobals(_steps[^1], graphs) : ReasonFully(_steps[^1], graphs, trace);
        for (var pair = 0; pair < graphs.Count; pair++)
            scores[pair] = Score(globals, pair);
    }

    public override void Dispose()
    {
        _globals.Dispose();
        _queries.Dispose();
        _messages.Dispose();
        _edges.Dispose();
        _zeros.Dispose();
    }

    /// <summary>One step of all nodes, in place.</summary>
    private void Reason(ReasoningStep step, SimilarityGraphs graphs, PairTrace? trace)
    {
        var nodes = graphs.Nodes;
        var queries = _queries.Take(graphs.NodeCount);
        var messages = _messages.Take(graphs.NodeCount);
        MatrixProduct<TKernel>.Multiply(nodes, step.Query.Weight, step.Query.Bias, queries, graphs.NodeCount);
        for (var pair = 0; pair < graphs.Count; pair++)
        {
            var start = graphs.Start(pair);
            Pass(queries.From(start), graphs.Size(pair), nodes.From(start), graphs.Size(pair), messages.From(start), trace);
        }
        MatrixProduct<TKernel>.Multiply(messages, step.Output.Weight, step.Output.Bias, nodes, graphs.NodeCount);
        RowMath.Rectify(nodes, graphs.NodeCount);
        trace?.Nodes.Add(PairTrace.Copy(nodes, graphs.NodeCount));
    }

    /// <summary>One step of the global nodes alone.</summary>
    private PanelMatrix ReasonGlobals(ReasoningStep step, SimilarityGraphs graphs)
    {
        var globals = _globals.Take(graphs.Count);
        for (var pair = 0; pair < graphs.Count; pair++)
            RowMath.Copy(graphs.Nodes, graphs.Start(pair), globals, pair);
        var queries = _queries.Take(graphs.Count);
        var messages = _messages.Take(graphs.Count);
        MatrixProduct<TKernel>.Multiply(globals, step.Query.Weight, step.Query.Bias, queries, graphs.Count);
        for (var pair = 0; pair < graphs.Count; pair++)
            Pass(queries.From(pair), 1, graphs.Nodes.From(graphs.Start(pair)), graphs.Size(pair), messages.From(pair), trace: null);
        MatrixProduct<TKernel>.Multiply(messages, step.Output.Weight, step.Output.Bias, globals, graphs.Count);
        RowMath.Rectify(globals, graphs.Count);
        return globals;
    }

    /// <summary>The last step as it is explained: all nodes of the one pair, though only the global one counts.</summary>
    private PanelMatrix ReasonFully(ReasoningStep step, SimilarityGraphs graphs, PairTrace trace)
    {
        Reason(step, graphs, trace);
        trace.SimilarityVector = PairTrace.Copy(graphs.Nodes, 1);
        return graphs.Nodes;
    }

    /// <summary>Messages of a pair: <c>softmax(queries nodesᵀ) nodes</c>.</summary>
    private void Pass(PanelMatrix queries, int queryCount, PanelMatrix nodes, int nodeCount, PanelMatrix messages, PairTrace? trace)
    {
        var edges = new PanelMatrix(_edges.Reserve(Panels.Size(queryCount, nodeCount)), queryCount, nodeCount);
        MatrixProduct<TKernel>.MultiplyTransposed(queries, queryCount, nodes, nodeCount, edges);
        RowMath.Softmax(edges, queryCount);
        trace?.Edges.Add(PairTrace.Copy(edges, queryCount));
        for (var panel = 0; panel < nodes.PanelCount; panel++)
        {
            MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                edges.Row(0), edges.PanelStride, nodeCount, nodes.Panel(panel), _zeros.Pointer, 0, messages.Panel(panel), queryCount);
        }
    }
}
