using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Measurement;

/// <summary>What instruction sets and modules are called in reports.</summary>
internal static class Names
{
    public static string Of(InstructionSet path) => path.ToString().ToLowerInvariant();

    public static string Of(SimilarityModule module) => module.ToString().ToLowerInvariant();
}
