using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>What happens inside a pair on the way to its score.</summary>
internal sealed class PairTrace
{
    /// <summary>SGR's edges of each step, each (N, N).</summary>
    public List<float[]> Edges { get; } = [];

    /// <summary>SGR's nodes, before the first step and after each, each (N, S).</summary>
    public List<float[]> Nodes { get; } = [];

    /// <summary>SAF's weight of each node, (N).</summary>
    public float[] FilterWeights { get; set; } = [];

    /// <summary>The vector that the last layer scores, (S).</summary>
    public float[] SimilarityVector { get; set; } = [];

    /// <summary>Copies the first rows out of their panels, row-major.</summary>
    public static float[] Copy(PanelMatrix matrix, int rows)
    {
        var copy = new float[rows * matrix.Columns];
        Panels.Unpack(matrix, 0, rows, copy);
        return copy;
    }
}
