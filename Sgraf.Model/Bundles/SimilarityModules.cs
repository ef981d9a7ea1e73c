namespace Sgraf.Model.Bundles;

/// <summary>What modules are made of.</summary>
public static class SimilarityModules
{
    /// <summary>Stands for encoders alone: those of a dual encoder, which has no scorer.</summary>
    public const SimilarityModule Dual = 0;

    /// <summary>What it is called: <c>Sgr</c>, <c>Saf</c>, <c>Sgraf</c> or <c>Dual</c>.</summary>
    public static string Name(this SimilarityModule module) => module == Dual ? nameof(Dual) : $"{module}";

    /// <summary>The networks that a module stands for: itself, or both of them for their mean, SGR first.</summary>
    public static IReadOnlyList<SimilarityModule> Parts(this SimilarityModule module) =>
        [.. ((SimilarityModule[])[SimilarityModule.Sgr, SimilarityModule.Saf]).Where(part => module.HasFlag(part))];
}
