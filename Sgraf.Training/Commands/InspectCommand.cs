using System.CommandLine;
using Sgraf.Model.Bundles;
using Sgraf.Training.Data;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf inspect</c>: what a bundle or a file holds.</summary>
internal static class InspectCommand
{
    public static SgrafCommand Create()
    {
        var path = new Argument<string>("DIR|FILE") { Description = "A bundle, .safetensors, .pth.tar, .npy, or a vocabulary (.json)." };
        return new SgrafCommand("inspect", "Tells what a bundle, a checkpoint, an array or a vocabulary holds, and whether it is sound.")
        {
            Examples = ["sgraf inspect model", "sgraf inspect model_best.pth.tar", "sgraf inspect test_ims.npy --json"],
            Run = (arguments, session) => Run(session, arguments.GetRequiredValue(path)),
            Arguments = { path },
        };
    }

    private static void Run(Session session, string path)
    {
        if (!Path.Exists(path)) throw new CommandException($"{path} does not exist; check the path.");
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".npy":
                var npy = NpyReport.Of(path);
                session.Report(npy, CommandJson.Plain.NpyReport, output => Write(output, npy));
                break;
            case ".json":
                var vocabulary = VocabularyReport.Of(path);
                session.Report(vocabulary, CommandJson.Plain.VocabularyReport, output => Write(output, vocabulary));
                break;
            default:
                var checkpoint = CheckpointReport.Of(path);
                session.Report(checkpoint, CommandJson.Plain.CheckpointReport, output => Write(output, checkpoint));
                if (checkpoint.SelfTest is { Passed: false })
                    throw new CommandException($"{path} does not score as it did when it was written: it was damaged or changed; make it anew.");
                break;
        }
    }

    private static void Write(TextWriter output, NpyReport report) => output.WriteLine(
        $"{report.Path}: {report.ValueType} {NpyHeader.ShapeText(report.Shape)} in {(report.FortranOrder ? "Fortran" : "C")} order, {report.Bytes:N0} bytes");

    private static void Write(TextWriter output, VocabularyReport report) =>
        output.WriteLine($"{report.Path}: {report.Count:N0} words: {TextTable.Printable(string.Join(' ', report.First))}{(report.Count > report.First.Count ? " ..." : "")}");

    private static void Write(TextWriter output, CheckpointReport report)
    {
        output.WriteLine($"{report.Path}: {report.Kind}{(report.Modules is null ? "" : $" of {report.Modules}")}, {report.Parameters:N0} parameters");
        TextTable.Write(output, ["property", "value"], Facts(report).Select(fact => new[] { fact.Name, fact.Value }));
        output.WriteLine();
        TextTable.Write(
            output,
            ["file", "tensor", "type", "shape"],
            report.Tensors.Select(tensor => new[] { tensor.File, tensor.Name, tensor.Type, $"({string.Join(", ", tensor.Shape)})" }));
    }

    private static IEnumerable<(string Name, string Value)> Facts(CheckpointReport report)
    {
        if (report.Config is { } config) yield return ("sizes", Describe(config));
        if (report.DetectorId is { } detector) yield return ("detector", detector);
        if (report.ModelId is { } model) yield return ("model", model);
        if (report.Shortlist is not null) yield return ("shortlist", DescribeShortlist(report));
        if (report.Kind == "bundle") yield return ("self-test", report.SelfTest?.ToString() ?? "none recorded");
        if (report.Provenance.Data is { } data) yield return ("data", data);
        foreach (var file in report.Provenance.Imported)
            yield return ("imported", $"{file.Name} (epoch {file.Epoch}, best rsum {file.BestRsum:0.0}, SHA-256 {file.Sha256})");
        foreach (var (name, value) in report.Provenance.Metrics) yield return (name, $"{value:0.0}");
        foreach (var (name, value) in report.Notes) yield return (name, value);
    }

    private static string DescribeShortlist(CheckpointReport report)
    {
        var source = report.Shortlist switch { "dual" => "by a dual encoder", "projected" => "by projections of global vectors", _ => "by global vectors" };
        return $"{source}, {report.VectorSize:N0} values";
    }

    private static string Describe(ModelConfig config) =>
        $"{config.RegionCount} regions of {config.FeatureSize} values, {config.VocabularySize:N0} words of {config.WordSize}, "
        + $"joint space {config.JointSize}, similarity {config.SimilaritySize}, GRU layers {config.GruLayers}{(config.Bidirectional ? " both ways" : "")}, "
        + $"reasoning steps {config.GraphSteps}";
}
