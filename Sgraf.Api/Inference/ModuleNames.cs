using Sgraf.Api.Problems;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Inference;

/// <summary>The names of modules in requests and answers.</summary>
internal static class ModuleNames
{
    public const string Expected = "The module must be sgr, saf or sgraf";

    /// <summary>sgr, saf or sgraf.</summary>
    public static string Of(SimilarityModule module) => module switch
    {
        SimilarityModule.Sgr => "sgr",
        SimilarityModule.Saf => "saf",
        _ => "sgraf",
    };

    /// <returns>Null where the name is none of them.</returns>
    public static SimilarityModule? Parse(string name) => name switch
    {
        "sgr" => SimilarityModule.Sgr,
        "saf" => SimilarityModule.Saf,
        "sgraf" => SimilarityModule.Sgraf,
        _ => null,
    };

    /// <summary>The module that a request asks for, or all that the model has.</summary>
    /// <exception cref="ProblemException">The model lacks a network that was asked for.</exception>
    public static SimilarityModule Choose(this ServedModel model, SimilarityModule? wanted)
    {
        var held = model.Manifest.Modules;
        var module = wanted ?? held;
        return held.HasFlag(module)
            ? module
            : throw new ProblemException(Errors.InvalidRequest, $"The model holds {Of(held)} and not {Of(module)}; leave module away or choose {Of(held)}.");
    }
}
