using Sgraf.Training.Scenes.Backdrops;

namespace Sgraf.Training.Scenes.Captions;

/// <summary>One thing that a caption says besides what objects look like.</summary>
/// <remarks>Objects are named by their place among the caption's mentions.</remarks>
internal abstract record Claim
{
    private Claim() { }

    internal sealed record Relates(Relation Relation, int Subject, int Reference) : Claim;

    internal sealed record LiesBetween(int Subject, int First, int Second) : Claim;

    internal sealed record LiesAt(Spot Spot, int Subject) : Claim;

    /// <summary>Exactly so many objects fit.</summary>
    internal sealed record Counts(Description What, int Number) : Claim;

    /// <summary>So many objects or more fit.</summary>
    internal sealed record CountsAtLeast(Description What, int Number) : Claim;

    internal sealed record ShowsFloor(Floor Floor) : Claim;

    internal sealed record ShowsWall(Wall Wall) : Claim;
}
