namespace Sgraf.Training.Alignments;

/// <summary>The memory of the alignments of pairs.</summary>
/// <param name="aligned">The alignments, on the processor.</param>
internal sealed class AlignedRows(AlignedPairs aligned)
{
    /// <summary>(N, S) of each pair.</summary>
    public PairRows Nodes { get; } = new(aligned.Pairs, aligned.Nodes);

    /// <summary>(N) of each pair.</summary>
    public PairRows Lengths { get; } = new(aligned.Pairs, aligned.Lengths);

    /// <summary>One score a pair, where SGR's are wanted.</summary>
    public PairRows? SgrScores { get; } = aligned.SgrScores.Count > 0 ? new PairRows(aligned.Pairs, aligned.SgrScores) : null;
}
