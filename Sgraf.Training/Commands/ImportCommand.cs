using System.CommandLine;
using Sgraf.Model.Bundles;
using Sgraf.Training.Import;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf import</c>: published checkpoints, as a bundle.</summary>
internal static class ImportCommand
{
    public static SgrafCommand Create()
    {
        var sgr = new Option<string>("--sgr") { Description = "The SGR checkpoint, .pth.tar or .safetensors.", HelpName = "FILE" };
        var saf = new Option<string>("--saf") { Description = "The SAF checkpoint, .pth.tar or .safetensors.", HelpName = "FILE" };
        var vocabulary = new Option<string>("--vocab") { Description = "The vocabulary they were trained with.", HelpName = "FILE", Required = true };
        var target = new Option<string>("--out") { Description = "The bundle to write.", HelpName = "DIR", Required = true };
        var detector = new Option<string>("--detector")
        {
            Description = "The detector whose features they were trained on.", HelpName = "ID",
            DefaultValueFactory = _ => CheckpointImport.PublishedDetector,
        };
        var force = new Option<bool>("--force") { Description = "Replace an older bundle." };
        var command = new SgrafCommand("import", "Makes a bundle of published checkpoints; one of the two networks is enough.")
        {
            Examples =
            [
                "sgraf import --sgr SGR/model_best.pth.tar --saf SAF/model_best.pth.tar --vocab f30k_precomp_vocab.json --out f30k",
                "sgraf import --saf SAF/model_best.pth.tar --vocab coco_precomp_vocab.json --out coco --force",
            ],
            Run = (arguments, session) => Run(session, new CheckpointImport
            {
                SgrPath = arguments.GetValue(sgr),
                SafPath = arguments.GetValue(saf),
                VocabularyPath = arguments.GetRequiredValue(vocabulary),
                Folder = arguments.GetRequiredValue(target),
                DetectorId = arguments.GetRequiredValue(detector),
                Force = arguments.GetValue(force),
            }),
            Options = { sgr, saf, vocabulary, target, detector, force },
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(sgr) is null && result.GetResult(saf) is null) result.AddError("Name --sgr, --saf, or both.");
        });
        return command;
    }

    private static void Run(Session session, CheckpointImport request)
    {
        var manifest = CheckpointImporter.Import(request).Manifest;
        var modules = $"{manifest.Modules}".ToLowerInvariant();
        session.Report(
            new ImportReport(request.Folder, modules, manifest.DetectorId, manifest.Config, manifest.Provenance.Imported),
            CommandJson.Plain.ImportReport,
            output => output.WriteLine(
                $"{request.Folder}: {modules} for {manifest.Config.VocabularySize:N0} words and features of {manifest.DetectorId}, from "
                + string.Join(" and ", manifest.Provenance.Imported.Select(Describe))));
    }

    private static string Describe(ImportedFile file) => file.BestRsum is null ? file.Name : $"{file.Name} (rsum {file.BestRsum:0.0} in training)";
}
