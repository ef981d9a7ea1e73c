using Sgraf.Model.Bundles;

namespace Sgraf.Api.Inference;

/// <summary>The names of modules in requests and answers.</summary>
internal static class ModuleNames
{
    /// <summary>sgr, saf or sgraf.</summary>
    public static string Of(SimilarityModule module) => module switch
    {
        SimilarityModule.Sgr => "sgr",
        SimilarityModule.Saf => "saf",
        _ => "sgraf",
    };
}
