using Sgraf.Training.Network;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Ablation;

/// <summary>A network that an ablation trains.</summary>
/// <param name="Name">Names its folder, and it in <c>--only</c>.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Kind">What is trained.</param>
/// <param name="Steps">Reasoning steps of SGR.</param>
/// <param name="Variant">What it changes in the published network.</param>
internal sealed record AblationVariant(string Name, string Title, NetworkKind Kind, int Steps, SimilarityVariant Variant)
{
    /// <summary>The published networks, and the mean of both, trained apart.</summary>
    public const string Sgr = "sgr", Saf = "saf", Sgraf = "sgraf";

    private const int PublishedSteps = 3;

    private static readonly SimilarityVariant Published = SimilarityVariant.Published;

    /// <summary>The variants of the paper, the published networks first.</summary>
    public static IReadOnlyList<AblationVariant> All { get; } =
    [
        Of(Sgr, "SGR, three steps", NetworkKind.Sgr, Published),
        Of(Saf, "SAF", NetworkKind.Saf, Published),
        Of("joint", "SGR and SAF trained jointly", NetworkKind.Joint, Published),
        Of("sgr-1-step", "SGR, one step", NetworkKind.Sgr, Published, steps: 1),
        Of("sgr-2-steps", "SGR, two steps", NetworkKind.Sgr, Published, steps: 2),
        Of("sgr-4-steps", "SGR, four steps", NetworkKind.Sgr, Published, steps: 4),
        Of("mean", "Mean of alignments instead of SAF", NetworkKind.Saf, Published with { HasFiltration = false }),
        Of("sgr-without-global", "SGR without global alignment", NetworkKind.Sgr, Published with { HasGlobalAlignment = false }),
        Of("saf-without-global", "SAF without global alignment", NetworkKind.Saf, Published with { HasGlobalAlignment = false }),
        Of("sgr-without-local", "SGR without local alignments", NetworkKind.Sgr, Published with { HasLocalAlignments = false }),
        Of("saf-without-local", "SAF without local alignments", NetworkKind.Saf, Published with { HasLocalAlignments = false }),
        Of("sgr-scalar", "SGR of cosines instead of vectors", NetworkKind.Sgr, Published with { HasVectorSimilarity = false }),
        Of("saf-scalar", "SAF of cosines instead of vectors", NetworkKind.Saf, Published with { HasVectorSimilarity = false }),
    ];

    /// <summary>What it changes in the hyper-parameters of a run.</summary>
    public HyperParameters Apply(HyperParameters parameters) => parameters with { GraphSteps = Steps, Variant = Variant };

    private static AblationVariant Of(string name, string title, NetworkKind kind, SimilarityVariant variant, int steps = PublishedSteps) =>
        new(name, title, kind, steps, variant);
}
