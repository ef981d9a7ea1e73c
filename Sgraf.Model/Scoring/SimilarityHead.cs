using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>What turns the nodes of similarity graphs into scores: SGR's reasoning or SAF's filtration.</summary>
/// <param name="weights">The similarity encoder of the module.</param>
internal abstract class SimilarityHead(SimilarityEncoderWeights weights) : IDisposable
{
    /// <summary>Scores each pair; its nodes are used up.</summary>
    /// <param name="graphs">The nodes.</param>
    /// <param name="scores">One score in [0, 1] a pair.</param>
    /// <param name="trace">Where to leave what happened on the way; for a single pair.</param>
    public abstract void Score(SimilarityGraphs graphs, Span<float> scores, PairTrace? trace = null);

    public abstract void Dispose();

    /// <summary><c>sigmoid(w · vector + b)</c>.</summary>
    protected float Score(PanelMatrix vectors, int row) =>
        Sigmoid(RowMath.Dot(vectors, row, weights.Score, 0) + weights.ScoreBias);

    protected static float Sigmoid(float value) => (float)(1 / (1 + Math.Exp(-value)));
}
