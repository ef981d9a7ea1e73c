namespace Sgraf.Training.Runs;

/// <summary>How far a run is; stored with its weights.</summary>
internal sealed record RunProgress
{
    /// <summary>Steps made.</summary>
    public long Step { get; init; }

    /// <summary>The epoch that is under way, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches of that epoch that are done.</summary>
    public int Batch { get; init; }

    /// <summary>Seconds spent so far, over all sittings.</summary>
    public double Seconds { get; init; }

    /// <summary>The best sum of recalls on the development split; -1 before the first evaluation.</summary>
    public double BestRsum { get; init; } = -1;

    /// <summary>The epoch that reached it, from 0.</summary>
    public int BestEpoch { get; init; } = -1;
}
