using System.Text.Json;
using Sgraf.Tests;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class TokenizeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_caption_is_a_line_with_its_words()
    {
        var result = CommandLine.RunOn("A man rides a horse.\n\nÉté don't\n", "tokenize");
        Assert.Equal(
            new CommandLine(ExitCode.Done, """["a","man","rides","a","horse","."]""" + "\n[]\n" + """["Été","do","n't"]""" + "\n", ""), result);
    }

    [Theory]
    [InlineData("", "[]\n")]
    [InlineData("\n", "[[]]\n")]
    [InlineData("A man\n\na b", """[["a","man"],[],["a","b"]]""" + "\n")]
    public void As_one_document_the_lines_are_an_array(string captions, string document)
    {
        var result = CommandLine.RunOn(captions, "tokenize", "--json");
        Assert.Equal(new CommandLine(ExitCode.Done, document, ""), result);
    }

    [Fact]
    public void Characters_that_json_escapes_survive()
    {
        var result = CommandLine.RunOn("\\ \u0001 😀 <b>", "tokenize");
        Assert.Equal(["\\", "\u0001", "😀", "<", "b", ">"], JsonSerializer.Deserialize<string[]>(result.Output)!);
    }

    [Fact]
    public void Ids_come_from_the_vocabulary()
    {
        var vocabulary = WriteVocabulary();
        var result = CommandLine.RunOn("a man\na zebra\n\n", "tokenize", "--ids", "--vocab", vocabulary);
        Assert.Equal(new CommandLine(ExitCode.Done, "[1,4,5,2]\n[1,4,3,2]\n[1,2]\n", ""), result);
    }

    [Theory]
    [InlineData("--ids")]
    [InlineData("--vocab", "vocab.json")]
    public void Ids_and_vocabulary_go_together(params string[] options)
    {
        var result = CommandLine.RunOn("a man", ["tokenize", .. options]);
        Assert.Equal(
            new CommandLine(ExitCode.WrongUsage, "", "sgraf tokenize: --ids and --vocab go together. See sgraf tokenize --help.\n"), result);
    }

    [Fact]
    public void A_file_that_is_no_vocabulary_is_named()
    {
        var path = _folder.Write("vocab.json", "[]"u8.ToArray());
        var result = CommandLine.RunOn("a man", "tokenize", "--ids", "--vocab", path);
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"sgraf tokenize: {path} is no vocabulary", result.Error);
    }

    private string WriteVocabulary()
    {
        var captions = _folder.Write("captions.txt", "a man\n"u8.ToArray());
        var vocabulary = _folder.PathOf("vocab.json");
        Assert.Equal(ExitCode.Done, CommandLine.Run("vocab", "--captions", captions, "--min-count", "1", "--out", vocabulary).ExitCode);
        return vocabulary;
    }
}
