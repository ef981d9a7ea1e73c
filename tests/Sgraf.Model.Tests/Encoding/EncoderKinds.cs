using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;
using Sgraf.Model.Tests.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Encoding;

/// <summary>All that computes the encoders: the kernel on each instruction set, and the graph for GPUs (null), here on the processor.</summary>
internal static class EncoderKinds
{
    public static TheoryData<string, InstructionSet?> OfGoldenCases =>
        [.. from name in GoldenCase.Names
            from kind in Enum.GetValues<InstructionSet>().Cast<InstructionSet?>().Append(null)
            select (name.Data, kind)];

    /// <summary>What results in a batch may differ from results alone: the kernel's not at all.</summary>
    public static double Tolerance(InstructionSet? kind) => kind is null ? 1e-6 : 0;

    public static TextEncoder Texts(Checkpoint checkpoint, ModelConfig config, InstructionSet? kind) => Supported(kind) is { } set
        ? new TextEncoder(checkpoint, config, instructions: set)
        : new TextEncoder(config, new GraphCaptionNetwork(checkpoint, config, ComputeDevice.Cpu));

    public static ImageEncoder Images(Checkpoint checkpoint, ModelConfig config, InstructionSet? kind) => Supported(kind) is { } set
        ? new ImageEncoder(checkpoint, config, instructions: set)
        : new ImageEncoder(config, new GraphImageNetwork(checkpoint, config, ComputeDevice.Cpu));

    private static InstructionSet? Supported(InstructionSet? kind)
    {
        if (kind is { } set)
            FusedScorerTests.Require(set);
        return kind;
    }
}
