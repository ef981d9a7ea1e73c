using System.CommandLine;
using System.Text.Json;
using Sgraf.Model.Text;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf tokenize</c>: captions in, words or word ids out, a line each.</summary>
internal static class TokenizeCommand
{
    public static SgrafCommand Create()
    {
        var ids = new Option<bool>("--ids") { Description = "Write word ids, with <start> and <end>, instead of words." };
        var vocabulary = new Option<string>("--vocab") { Description = "The vocabulary that gives words their ids.", HelpName = "FILE" };
        var command = new SgrafCommand("tokenize", "Splits captions into words: one caption a line on standard input, one JSON array a line on standard output.")
        {
            Examples =
            [
                "sgraf tokenize < captions.txt",
                "sgraf tokenize --ids --vocab vocab.json < captions.txt",
                "sgraf tokenize --json < captions.txt > tokens.json",
            ],
            Run = (arguments, session) => Run(session, arguments.GetValue(vocabulary)),
            Options = { ids, vocabulary },
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(ids) != result.GetResult(vocabulary) is not null) result.AddError("--ids and --vocab go together.");
        });
        return command;
    }

    private static void Run(Session session, string? vocabulary)
    {
        var captions = CaptionFile.Read(session.Input);
        session.ReportEach(vocabulary is null ? captions.Select(ToWords) : ToIds(captions, Vocabulary.Load(vocabulary)));
    }

    private static string ToWords(string caption) => JsonSerializer.Serialize(WordTokenizer.Tokenize(caption), CommandJson.Plain.IReadOnlyListString);

    private static IEnumerable<string> ToIds(IEnumerable<string> captions, Vocabulary vocabulary)
    {
        var indexer = new CaptionIndexer(vocabulary);
        return captions.Select(caption => JsonSerializer.Serialize(indexer.Encode(caption), CommandJson.Plain.Int32Array));
    }
}
