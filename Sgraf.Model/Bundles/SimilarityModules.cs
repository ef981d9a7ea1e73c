namespace Sgraf.Model.Bundles;

/// <summary>What modules are made of.</summary>
public static class SimilarityModules
{
    /// <summary>The networks that a module stands for: itself, or both of them for their mean, SGR first.</summary>
    public static IReadOnlyList<SimilarityModule> Parts(this SimilarityModule module) =>
        [.. ((SimilarityModule[])[SimilarityModule.Sgr, SimilarityModule.Saf]).Where(part => module.HasFlag(part))];
}
