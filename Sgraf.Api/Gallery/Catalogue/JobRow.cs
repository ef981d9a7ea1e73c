namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>A job as the catalogue knows it.</summary>
internal sealed record JobRow
{
    /// <summary>Its number, which is its id.</summary>
    public required long Number { get; init; }

    /// <summary>Where its pictures come from.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The folder or file; never shown.</summary>
    public required string Source { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether all its items are listed.</summary>
    public bool IsListed { get; init; }

    /// <summary>Its items, as far as they are listed.</summary>
    public int Total { get; init; }

    /// <summary>What became of its items.</summary>
    public ItemCounts Counts { get; init; }

    /// <summary>Why it could not go on, as JSON; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether nothing will happen to it any more.</summary>
    public bool HasEnded => State > JobState.Running;
}
