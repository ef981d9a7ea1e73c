using System.Diagnostics;
using Sgraf.Tests;
using Sgraf.Training.Scenes.Files;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class ScenesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_summary_is_one_document()
    {
        var result = CommandLine.Run("scenes", "--json", "--out", Target, "--count", "3", "--seed", "5", "--size", "64", "--split", "dev");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(["path", "split", "pictures", "drawn", "captions", "seconds", "pictures_per_second"],
            result.Document.EnumerateObject().Select(property => property.Name));
        Assert.Equal((Target, "dev", 3, 3, 15), (
            result.Document.GetProperty("path").GetString(), result.Document.GetProperty("split").GetString(),
            result.Document.GetProperty("pictures").GetInt32(), result.Document.GetProperty("drawn").GetInt32(),
            result.Document.GetProperty("captions").GetInt32()));
        Assert.True(result.Document.GetProperty("pictures_per_second").GetDouble() > 0);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(Target, "dev.jsonl")).Length);
    }

    [Fact]
    public void People_read_one_line_and_the_rate()
    {
        var result = CommandLine.Run("scenes", "--out", Target, "--count", "3", "--seed", "5", "--size", "64");
        Assert.StartsWith($"{Target}: 3 pictures of train, 3 drawn in ", result.Output);
        Assert.Contains("pictures/s", result.Error);
    }

    [Theory]
    [InlineData("--count is 0; choose 1 to 1000000.", "--count", "0", "--seed", "1")]
    [InlineData("--size is 63; choose 64 to 2048.", "--count", "1", "--seed", "1", "--size", "63")]
    [InlineData("--split is '../x'; choose small letters, digits and hyphens, for example dev.", "--count", "1", "--seed", "1", "--split", "../x")]
    [InlineData("Option '--seed' is required.", "--count", "1")]
    [InlineData("Cannot parse argument 'many' for option '--count'", "--count", "many", "--seed", "1")]
    public void Senseless_options_are_wrong_usage(string error, params string[] options)
    {
        var result = CommandLine.Run(["scenes", "--out", Target, .. options]);
        Assert.Equal((ExitCode.WrongUsage, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"sgraf scenes: {error}", result.Error);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_named()
    {
        var file = _folder.Write("data", [1]);
        var result = CommandLine.Run("scenes", "--out", file, "--count", "1", "--seed", "1");
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.Contains(file, result.Error);
    }

    [Fact]
    public void The_bytes_are_the_same_without_vector_instructions()
    {
        CommandLine.Run("scenes", "--out", Target, "--count", "3", "--seed", "5", "--size", "100");
        using var process = Start(_folder.PathOf("plain"), 3, "DOTNET_EnableHWIntrinsic", "0");
        process.WaitForExit();
        Assert.Equal(Contents(Target), Contents(_folder.PathOf("plain")));
    }

    [Fact]
    public void A_killed_run_leaves_whole_files_and_the_next_one_finishes()
    {
        using var process = Start(Target, 2000);
        var images = Path.Combine(Target, "images");
        while (!process.HasExited && (!Directory.Exists(images) || Directory.GetFiles(images, "*.png").Length < 10)) Thread.Sleep(5);
        process.Kill();
        process.WaitForExit();
        var pictures = Directory.GetFiles(images, "*.png");
        Assert.InRange(pictures.Length, 10, 1999);
        Assert.All(pictures, path => Assert.True(PngFile.IsComplete(path)));
        Assert.False(File.Exists(Path.Combine(Target, "train.jsonl")));

        var count = pictures.Max(path => int.Parse(Path.GetFileNameWithoutExtension(path).Split('_')[1])) + 5;
        CommandLine.Run("scenes", "--out", Target, "--count", $"{count}", "--seed", "5", "--size", "100");
        CommandLine.Run("scenes", "--out", _folder.PathOf("whole"), "--count", $"{count}", "--seed", "5", "--size", "100");
        Assert.Equal(Contents(_folder.PathOf("whole")), Contents(Target));
    }

    /// <summary>Draws scenes in a process of its own.</summary>
    private static Process Start(string target, int count, string variable = "DOTNET_NOLOGO", string value = "1")
    {
        var program = typeof(CommandHost).Assembly.Location;
        string[] arguments = [program, "scenes", "--out", target, "--count", $"{count}", "--seed", "5", "--size", "100"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    private static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(File.ReadAllBytes(path)));
}
