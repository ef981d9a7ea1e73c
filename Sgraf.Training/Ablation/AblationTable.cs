using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Ablation;

/// <summary>The lines of an ablation's table, from the results that are there.</summary>
internal static class AblationTable
{
    /// <summary>The published networks first, then the variants in the order of the request.</summary>
    public static IReadOnlyList<AblationRow> Of(AblationRequest request) =>
    [
        .. Row(request, AblationVariant.Sgraf, AblationVariant.Sgraf, "SGRAF: SGR and SAF trained apart"),
        .. request.Variants.SelectMany(variant => variant.Kind == Network.NetworkKind.Joint ? Joint(request, variant) : Single(request, variant)),
    ];

    private static IEnumerable<AblationRow> Single(AblationRequest request, AblationVariant variant) =>
        Row(request, variant.Name, ModuleOf(variant), variant.Title);

    private static IEnumerable<AblationRow> Joint(AblationRequest request, AblationVariant variant) =>
    [
        .. Row(request, variant.Name, AblationVariant.Sgraf, variant.Title),
        .. Row(request, variant.Name, AblationVariant.Sgr, "SGR of the joint network", $"{variant.Name}.{AblationVariant.Sgr}"),
        .. Row(request, variant.Name, AblationVariant.Saf, "SAF of the joint network", $"{variant.Name}.{AblationVariant.Saf}"),
    ];

    private static string ModuleOf(AblationVariant variant) => variant.Kind == Network.NetworkKind.Sgr ? AblationVariant.Sgr : AblationVariant.Saf;

    /// <summary>One line; none where no seed is done.</summary>
    private static IEnumerable<AblationRow> Row(AblationRequest request, string variant, string module, string title, string? name = null)
    {
        var done = from seed in request.Seeds
                   let result = VariantResult.Find(request.ResultOf(variant, seed), request.Split)
                   where result is not null
                   select (Seed: seed, Result: result);
        var found = done.ToArray();
        if (found.Length == 0) return [];
        VariantResult[] results = Array.ConvertAll(found, run => run.Result);
        RetrievalMetrics[] metrics = Array.ConvertAll(results, result => result.Modules[module]);
        return [AblationRow.Of(name ?? variant, title, Array.ConvertAll(found, run => run.Seed), metrics, results)];
    }
}
