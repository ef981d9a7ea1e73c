using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class VocabCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("vocab.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frequent_words_of_all_files_are_kept_in_the_order_of_their_appearance()
    {
        var train = _folder.Write("train_caps.txt", "a man\na dog runs\na man runs\n"u8.ToArray());
        var dev = _folder.Write("dev_caps.txt", "two dogs. a man\n"u8.ToArray());
        var result = CommandLine.Run("vocab", "--captions", train, dev, "--min-count", "2", "--out", Target);
        Assert.Equal(new CommandLine(ExitCode.Done, $"{Target}: 7 words from 4 captions\n", ""), result);
        Assert.Equal(["<pad>", "<start>", "<end>", "<unk>", "a", "man", "runs"], Vocabulary.Load(Target).Words);
    }

    [Fact]
    public void The_summary_is_one_document()
    {
        var captions = _folder.Write("captions.txt", "a a a a\n"u8.ToArray());
        var document = CommandLine.Run("vocab", "--json", "--captions", captions, "--out", Target).Document;
        Assert.Equal(
            (Target, 5, 1, 4),
            (document.GetProperty("path").GetString(), document.GetProperty("words").GetInt32(), document.GetProperty("captions").GetInt32(),
                document.GetProperty("min_count").GetInt32()));
    }

    [Fact]
    public void Captions_without_frequent_words_are_refused_with_the_remedy()
    {
        var captions = _folder.Write("captions.txt", "a man\n"u8.ToArray());
        var result = CommandLine.Run("vocab", "--captions", captions, "--out", Target);
        Assert.Equal(new CommandLine(ExitCode.Failed, "", $"sgraf vocab: no word of {captions} occurs 4 times; lower --min-count.\n"), result);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void A_missing_folder_of_the_target_is_named()
    {
        var captions = _folder.Write("captions.txt", "a a a a\n"u8.ToArray());
        var target = _folder.PathOf("absent/vocab.json");
        var result = CommandLine.Run("vocab", "--captions", captions, "--out", target);
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.Equal($"sgraf vocab: {target} cannot be written: there is no folder {_folder.PathOf("absent")}; check the path.\n", result.Error);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public void A_count_below_one_is_wrong_usage(string count)
    {
        var result = CommandLine.Run("vocab", "--captions", "captions.txt", "--out", Target, "--min-count", count);
        Assert.Equal(new CommandLine(ExitCode.WrongUsage, "", $"sgraf vocab: --min-count is {count}; choose 1 to 1000000. See sgraf vocab --help.\n"), result);
    }
}
