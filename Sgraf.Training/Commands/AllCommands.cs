using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary>The commands of <c>sgraf</c>, in the order in which help lists them.</summary>
internal static class AllCommands
{
    public static IReadOnlyList<SgrafCommand> Create() =>
    [
        DemoCommand.Create(),
        DetectorCommand.Create(),
        FeaturesCommand.Create(),
        ScenesCommand.Create(),
        VocabCommand.Create(),
        DistillCommand.Create(),
        AuditCommand.Create(),
        TrainCommand.Create(),
        EvaluateCommand.Create(),
        AblateCommand.Create(),
        ScoreCommand.Create(),
        TokenizeCommand.Create(),
        ImportCommand.Create(),
        InspectCommand.Create(),
        BenchCommand.Create(),
    ];
}
