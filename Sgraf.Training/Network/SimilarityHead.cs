using Sgraf.Model.Bundles;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>Turns the alignments of pairs into scores, by SGR or by SAF.</summary>
internal sealed class SimilarityHead : Module<Tensor, Tensor>
{
    [ComponentName(Name = "SGR_module")] private readonly ModuleList<GraphReasoning>? _reasoning;
    [ComponentName(Name = "SAF_module")] private readonly AttentionFiltration? _filtration;
    [ComponentName(Name = "sim_eval_w")] private readonly Linear _score;
    private readonly bool _hasGlobal;

    /// <param name="config">The sizes.</param>
    /// <param name="module">SGR or SAF.</param>
    /// <param name="variant">What an ablation changes.</param>
    public SimilarityHead(ModelConfig config, SimilarityModule module, SimilarityVariant variant) : base(nameof(SimilarityHead))
    {
        _hasGlobal = variant.HasGlobalAlignment;
        if (module == SimilarityModule.Sgr)
            _reasoning = ModuleList(Enumerable.Range(0, config.GraphSteps).Select(_ => new GraphReasoning(config.SimilaritySize)).ToArray());
        else
            _filtration = new AttentionFiltration(config.SimilaritySize, variant.HasFiltration);
        _score = Linear(config.SimilaritySize, 1);
        RegisterComponents();
    }

    /// <param name="nodes">Global and local alignments, (P, N, S).</param>
    /// <returns>A score in (0, 1) a pair, (P).</returns>
    public override Tensor forward(Tensor nodes)
    {
        using var scope = NewDisposeScope();
        return Score(_filtration is null ? Reason(nodes) : _filtration.call(nodes)).MoveToOuterDisposeScope();
    }

    /// <summary>SAF's scores where the statistics of its batch norm are given.</summary>
    /// <param name="nodes">Global and local alignments, (P, N, S).</param>
    /// <param name="statistics">Those of each pair's caption, (P).</param>
    /// <returns>(P)</returns>
    public Tensor Score(Tensor nodes, FilterStatistics statistics)
    {
        using var scope = NewDisposeScope();
        return Score(_filtration!.Filter(nodes, statistics)).MoveToOuterDisposeScope();
    }

    /// <summary>The statistics that SAF's batch norm finds in the nodes of one caption, (1) each.</summary>
    public FilterStatistics Measure(Tensor nodes) => _filtration!.Measure(nodes);

    /// <summary>Keeps SAF's batch norm from counting what it normalizes, until disposed of.</summary>
    public IDisposable PauseTracking() => _filtration!.PauseTracking();

    /// <param name="vectors">(P, S)</param>
    /// <returns>(P)</returns>
    private Tensor Score(Tensor vectors) => _score.call(vectors).squeeze(-1).sigmoid();

    /// <summary>The global node after the last step; the mean of all where an ablation has left it out.</summary>
    private Tensor Reason(Tensor nodes)
    {
        foreach (var step in _reasoning!) nodes = step.call(nodes);                         // (P, N, S)
        return _hasGlobal ? nodes.select(1, 0) : nodes.mean([1]);                           // (P, S)
    }
}
