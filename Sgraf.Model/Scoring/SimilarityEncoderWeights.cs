using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The similarity encoder of one checkpoint (<c>sim_enc</c>), laid out for the kernel; shared by all threads.</summary>
internal sealed unsafe class SimilarityEncoderWeights : IDisposable
{
    private readonly AlignedBuffer _score;
    private readonly int _similaritySize;

    public SimilarityEncoderWeights(Checkpoint checkpoint, ModelConfig config, SimilarityModule module)
    {
        Local = new PackedLinear(checkpoint, "sim_enc.sim_tranloc_w");
        Global = new PackedLinear(checkpoint, "sim_enc.sim_tranglo_w");
        if (module == SimilarityModule.Sgr)
            Steps = [.. Enumerable.Range(0, config.GraphSteps).Select(step => new ReasoningStep(checkpoint, step))];
        else
            Filter = new FilterLayer(checkpoint);

        _similaritySize = config.SimilaritySize;
        _score = new AlignedBuffer(Panels.Size(1, _similaritySize));
        Panels.Pack(checkpoint["sim_enc.sim_eval_w.weight"].Span, 1, _similaritySize, _score.Pointer);
        ScoreBias = checkpoint["sim_enc.sim_eval_w.bias"].Span[0];
    }

    /// <summary>The transform of words and their contexts, D to S.</summary>
    public PackedLinear Local { get; }

    /// <summary>The transform of the global vectors, D to S.</summary>
    public PackedLinear Global { get; }

    /// <summary>SGR's reasoning steps; empty for SAF.</summary>
    public IReadOnlyList<ReasoningStep> Steps { get; } = [];

    /// <summary>SAF's attention; null for SGR.</summary>
    public FilterLayer? Filter { get; }

    /// <summary>(1, S): the weight of the last layer.</summary>
    public PanelMatrix Score => new(_score.Pointer, 1, _similaritySize);

    public float ScoreBias { get; }

    public void Dispose()
    {
        Local.Dispose();
        Global.Dispose();
        foreach (var step in Steps)
            step.Dispose();
        Filter?.Dispose();
        _score.Dispose();
    }
}
