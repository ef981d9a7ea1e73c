using System.CommandLine;
using Sgraf.Model.Bundles;
using Sgraf.Model.Search;
using Sgraf.Training.Import;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf import</c>: published checkpoints or trained networks, as a bundle.</summary>
internal static class ImportCommand
{
    public static SgrafCommand Create()
    {
        var sgr = new Option<string>("--sgr") { Description = "The SGR network: a run of sgraf train, .pth.tar or .safetensors.", HelpName = "RUN|FILE" };
        var saf = new Option<string>("--saf") { Description = "The SAF network, likewise.", HelpName = "RUN|FILE" };
        var dual = new Option<string>("--dual")
        {
            Description = "A dual encoder for the shortlist of a search, likewise; without it the global vectors of the networks serve.", HelpName = "RUN|FILE",
        };
        var vocabulary = new Option<string>("--vocab") { Description = "The vocabulary they were trained with; by default that of the run.", HelpName = "FILE" };
        var target = new Option<string>("--out") { Description = "The bundle to write.", HelpName = "DIR", Required = true };
        var detector = new Option<string>("--detector")
        {
            Description = "The detector whose features they were trained on: its id, or its .onnx file, which the bundle then holds; "
                + $"by default that of the run, or {CheckpointImport.PublishedDetector}.",
            HelpName = "ID|FILE",
        };
        var force = new Option<bool>("--force") { Description = "Replace an older bundle." };
        var command = new SgrafCommand("import", "Makes a bundle of published checkpoints or of runs; SGR or SAF is enough.")
        {
            Examples =
            [
                "sgraf import --sgr SGR/model_best.pth.tar --saf SAF/model_best.pth.tar --vocab f30k_precomp_vocab.json --out f30k",
                "sgraf import --saf SAF/model_best.pth.tar --vocab coco_precomp_vocab.json --out coco --force",
                "sgraf import --sgr runs/sgr --saf runs/saf --dual runs/dual --detector backbone.onnx --out model",
            ],
            Run = (arguments, session) => Run(session, new CheckpointImport
            {
                SgrPath = arguments.GetValue(sgr),
                SafPath = arguments.GetValue(saf),
                DualPath = arguments.GetValue(dual),
                VocabularyPath = arguments.GetValue(vocabulary),
                Folder = arguments.GetRequiredValue(target),
                Detector = arguments.GetValue(detector),
                Force = arguments.GetValue(force),
            }),
            Options = { sgr, saf, dual, vocabulary, target, detector, force },
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(sgr) is null && result.GetResult(saf) is null) result.AddError("Name --sgr, --saf, or both.");
            else if (result.GetResult(vocabulary) is null && ((Option<string>[])[sgr, saf, dual]).All(option => result.GetValue(option) is not { } path || File.Exists(path)))
                result.AddError("Name --vocab; files of weights do not hold their words.");
        });
        return command;
    }

    private static void Run(Session session, CheckpointImport request)
    {
        var bundle = CheckpointImporter.Import(request);
        foreach (var path in new[] { request.SgrPath, request.SafPath, request.DualPath }.OfType<string>().Where(path => !ImportedNetwork.TellsNorms(path)))
            session.Remark(
                $"{path} does not tell whether its embeddings are normalised; they are taken to be, the published default. "
                + "Where they are not, import the .pth.tar of the training, which tells.");
        var (manifest, modules) = (bundle.Manifest, $"{bundle.Manifest.Modules}".ToLowerInvariant());
        var shortlist = new ShortlistVectors(bundle).Kind;
        session.Report(
            new ImportReport(request.Folder, modules, $"{shortlist}".ToLowerInvariant(), manifest.DetectorId, manifest.Config, manifest.Provenance.Imported),
            CommandJson.Plain.ImportReport,
            output => output.WriteLine(
                $"{request.Folder}: {modules} for {manifest.Config.VocabularySize:N0} words and features of {manifest.DetectorId}{(shortlist == ShortlistKind.Dual ? ", its shortlist by a dual encoder" : "")}, from "
                + string.Join(" and ", manifest.Provenance.Imported.Select(Describe))));
    }

    private static string Describe(ImportedFile file) => file.BestRsum is null ? file.Name : $"{file.Name} (rsum {file.BestRsum:0.0} in training)";
}
