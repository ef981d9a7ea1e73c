using System.CommandLine;
using Sgraf.Training.Distillation;
using Sgraf.Training.Network;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf distill</c>: a bundle's shortlist, learned from its scorer's own ranking.</summary>
internal static class DistillCommand
{
    private static readonly Option<string> Model = new("--bundle") { Description = "The model; it is replaced by one with the best shortlist.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Folder = new("--data")
    {
        Description = "A data folder with {split}_ims.npy and {split}_caps.txt or .jsonl of two splits.", HelpName = "DIR", Required = true,
    };
    private static readonly DistillationSettings Usual = new() { Size = DistillationRequest.UsualSize };
    private static readonly Option<string> Split = new("--split") { Description = "What is learned from.", HelpName = "NAME", DefaultValueFactory = _ => "train" };
    private static readonly Option<string> AuditSplit = new("--audit-split")
    {
        Description = "What decides; of dev, the first 1,000 images.", HelpName = "NAME", DefaultValueFactory = _ => "dev",
    };
    private static readonly Option<int?> Size = new("--size") { Description = $"Values of a vector, at most those of the global vectors; {DistillationRequest.UsualSize} by default.", HelpName = "K" };
    private static readonly Option<int> Images = new("--images") { Description = "Images to learn from, 2 to 1000000.", HelpName = "N", DefaultValueFactory = _ => 5000 };
    private static readonly Option<int> Block = new("--block")
    {
        Description = "Images that are ranked among each other, 2 to 2048; each is scored with the captions of all.", HelpName = "N", DefaultValueFactory = _ => 256,
    };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Most passes over them, 0 to 1000.", HelpName = "N", DefaultValueFactory = _ => Usual.Epochs };
    private static readonly Option<double> LearningRate = new("--learning-rate") { Description = "How far Adam moves the layers, 1E-08 to 1.", HelpName = "N", DefaultValueFactory = _ => Usual.LearningRate };
    private static readonly Option<double> Perplexity = new("--perplexity")
    {
        Description = "How many items share the weight of a ranking, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => Usual.Perplexity,
    };
    private static readonly Option<int> Queries = new("--queries")
    {
        Description = "Captions, and images, that decide, 1 to 100000.", HelpName = "N", DefaultValueFactory = _ => 500,
    };
    private static readonly Option<int> Seed = new("--seed") { Description = "Start of all random choices, from 0.", HelpName = "S", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads; 0, all processors, by default.", HelpName = "N" };

    public static SgrafCommand Create()
    {
        Size.Within(1, 65_536);
        Images.Within(2, 1_000_000);
        Block.Within(2, 2048);
        Epochs.Within(0, 1000);
        LearningRate.Within(1e-8, 1.0);
        Perplexity.Within(1.0, 1000);
        Queries.Within(1, 100_000);
        Seed.Within(0, int.MaxValue);
        Threads.Within(0, 1024);
        return new SgrafCommand("distill", "Trains a bundle's shortlist against its scorer, and keeps it if it audits better.")
        {
            Examples =
            [
                "sgraf distill --bundle model --data flickr30k",
                "sgraf distill --bundle model --data flickr30k --size 512 --images 10000 --json > distill.json",
            ],
            Options = { Model, Folder, Split, AuditSplit, Size, Images, Block, Epochs, LearningRate, Perplexity, Queries, Seed, Threads },
            Run = Run,
        };
    }

    private static void Run(ParseResult arguments, Session session)
    {
        TorchLibrary.Load(arguments.GetValue(Threads));
        var report = DistillationJob.Run(RequestOf(arguments), session);
        session.Report(report, CommandJson.Plain.DistillReport, output => DistillText.Write(output, report));
    }

    private static DistillationRequest RequestOf(ParseResult arguments) => new()
    {
        Bundle = arguments.GetRequiredValue(Model),
        Data = arguments.GetRequiredValue(Folder),
        Split = arguments.GetRequiredValue(Split),
        AuditSplit = arguments.GetRequiredValue(AuditSplit),
        Size = arguments.GetValue(Size),
        Images = arguments.GetValue(Images),
        Block = arguments.GetValue(Block),
        Queries = arguments.GetValue(Queries),
        Threads = arguments.GetValue(Threads),
        Settings = new DistillationSettings
        {
            Size = DistillationRequest.UsualSize,
            Epochs = arguments.GetValue(Epochs),
            LearningRate = arguments.GetValue(LearningRate),
            Perplexity = arguments.GetValue(Perplexity),
            Seed = arguments.GetValue(Seed),
        },
    };
}
