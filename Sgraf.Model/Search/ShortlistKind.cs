namespace Sgraf.Model.Search;

/// <summary>Where the vectors of the first stage of a search come from.</summary>
public enum ShortlistKind
{
    /// <summary>The global vectors of the bundle's networks: the bundle has no weights for it.</summary>
    Globals,

    /// <summary>The bundle's linear projections of them.</summary>
    Projected,

    /// <summary>The global vectors of the bundle's dual encoder.</summary>
    Dual,
}
