using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Ablation;
using Sgraf.Training.Demo;
using Sgraf.Training.Detection;
using Sgraf.Training.Distillation;
using Sgraf.Training.Features;

namespace Sgraf.Training.Commands;

/// <summary>The documents that commands write with <c>--json</c>; their names are part of the command line's promise.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(ScenesReport))]
[JsonSerializable(typeof(ScoreReport))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(DistillReport))]
[JsonSerializable(typeof(AblationReport))]
[JsonSerializable(typeof(TrainReport))]
[JsonSerializable(typeof(EvaluateReport))]
[JsonSerializable(typeof(VocabReport))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(CheckpointReport))]
[JsonSerializable(typeof(NpyReport))]
[JsonSerializable(typeof(VocabularyReport))]
[JsonSerializable(typeof(DetectorReport))]
[JsonSerializable(typeof(DetectorEvaluateReport))]
[JsonSerializable(typeof(DetectorTrainReport))]
[JsonSerializable(typeof(FeatureReport))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    /// <summary>Names in snake case; words as they are, without escapes that only a web page would need.</summary>
    public static CommandJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
