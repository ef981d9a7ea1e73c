using System.CommandLine;
using Sgraf.Model.Text;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf vocab</c>: the words of captions, as a vocabulary file.</summary>
internal static class VocabCommand
{
    public static SgrafCommand Create()
    {
        var captions = new Option<string[]>("--captions")
        {
            Description = "Caption files, one caption a line: those of training, then those of development.",
            HelpName = "FILE...", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var target = new Option<string>("--out") { Description = "The vocabulary to write.", HelpName = "FILE", Required = true };
        var minimum = new Option<int>("--min-count")
        {
            Description = "How often a word must occur.", HelpName = "N", DefaultValueFactory = _ => Vocabulary.OfficialMinimumCount,
        };
        minimum.Within(1, 1_000_000);
        return new SgrafCommand("vocab", "Collects the words of captions into a vocabulary, in the order of their first appearance.")
        {
            Examples =
            [
                "sgraf vocab --captions train_caps.txt dev_caps.txt --out vocab.json",
                "sgraf vocab --captions captions.txt --min-count 1 --out vocab.json",
            ],
            Run = (arguments, session) => Run(
                session, arguments.GetRequiredValue(captions), arguments.GetRequiredValue(target), arguments.GetValue(minimum)),
            Options = { captions, target, minimum },
        };
    }

    private static void Run(Session session, string[] paths, string target, int minimum)
    {
        var count = 0;
        var vocabulary = Vocabulary.Build(
            paths.SelectMany(CaptionFile.Read).Select(caption =>
            {
                session.Cancellation.ThrowIfCancellationRequested();
                count++;
                return WordTokenizer.Tokenize(caption);
            }),
            minimum);
        if (vocabulary.Count == Vocabulary.Unknown + 1)    // the special words alone
            throw new CommandException($"no word of {string.Join(", ", paths)} occurs {minimum} times; lower --min-count.");
        vocabulary.Save(target);
        session.Report(
            new VocabReport(target, vocabulary.Count, count, minimum),
            CommandJson.Plain.VocabReport,
            output => output.WriteLine($"{target}: {vocabulary.Count:N0} words from {count:N0} captions"));
    }
}
