using System.Diagnostics;
using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Tests;
using Sgraf.Training.Data;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class FeaturesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Pictures => _folder.PathOf("photos");

    private string Target => _folder.PathOf("out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_of_features_is_what_the_detector_gives_for_its_picture()
    {
        var network = Network();
        WritePictures(5);
        var result = CommandLine.Run("features", "--detector", network, "--images", Pictures, "--out", Target, "--json");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal((5, 5, 36, 3), (Number(result, "pictures"), Number(result, "made"), Number(result, "regions"), Number(result, "feature_size")));
        Assert.Equal(["0.png", "1.png", "2.png", "3.png", "4.png"], File.ReadAllLines(Out("photos_ids.txt")));
        using var source = RegionSource.Open(network);
        var features = Features("photos_ims.npy", [5, 36, 3]);
        for (var i = 0; i < 5; i++) Assert.Equal(source.Detect([Picture(i)])[0].Features, features[i]);
        Assert.False(File.Exists(Out("photos_caps.txt")));
    }

    [Fact]
    public void Boxes_and_scores_lie_beside_without_those_that_repeat()
    {
        WritePictures(2);
        Run("--detector", Detector(new TinyDetector { Labels = [5, 6, 7] }), "--images", Pictures, "--out", Target);
        var lines = File.ReadAllLines(Out("photos_regions.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("1.png", lines[1].GetProperty("image").GetString());
        Assert.Equal((64, 48), (lines[1].GetProperty("width").GetInt32(), lines[1].GetProperty("height").GetInt32()));
        Assert.Equal([0.9, 0.5, 0.1], lines[1].GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()));
        Assert.Equal(12, lines[1].GetProperty("boxes").GetArrayLength());
        Assert.Equal([5, 6, 7], lines[1].GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()));
        var features = Features("photos_ims.npy", [2, 36, 3]);
        Assert.Equal(features[1][..9], features[1][9..18]);
    }

    [Fact]
    public void Rows_and_captions_agree_when_a_picture_is_skipped()
    {
        WritePictures(4);
        File.WriteAllText(Path.Combine(Pictures, "1.png"), "<html>");
        WriteList("dev.jsonl", "3.png", "1.png", "0.png", "absent.png");
        var result = Run("--detector", Network(), "--data", Pictures, "--split", "dev", "--out", Target, "--on-error", "skip");
        Assert.Equal(["3.png", "0.png"], File.ReadAllLines(Out("dev_ids.txt")));
        Assert.Equal(["3.png 0", "3.png 1", "3.png 2", "3.png 3", "3.png 4", "0.png 0"], File.ReadLines(Out("dev_caps.txt")).Take(6));
        Assert.Equal(10, File.ReadAllLines(Out("dev_caps.txt")).Length);
        Features("dev_ims.npy", [2, 36, 3]);
        Assert.Contains("skipped 1.png: The file is an HTML page", result.Error);
        Assert.Contains("skipped absent.png: There is no such file.", result.Error);
        Assert.Equal(2, File.ReadAllLines(Out("dev_failures.jsonl")).Length);
    }

    [Fact]
    public void A_bad_picture_ends_the_run_and_what_was_done_is_kept()
    {
        var network = Network();
        WritePictures(4);
        File.WriteAllText(Path.Combine(Pictures, "2.png"), "");
        string[] command = ["features", "--detector", network, "--images", Pictures, "--out", Target];
        var result = CommandLine.Run(command);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("sgraf features: 2.png: The file is empty, expected a JPEG", result.Error);
        Assert.Contains("2 of 4 pictures are done and kept", result.Error);
        Assert.False(File.Exists(Out("photos_ims.npy")));
        File.WriteAllBytes(Path.Combine(Pictures, "2.png"), Picture(2).Encode(".png"));
        result = CommandLine.Run([.. command, "--json"]);
        Assert.Contains("Going on after 2 of 4 pictures.", result.Error);
        Assert.Equal((4, 2), (Number(result, "pictures"), Number(result, "made")));
        AssertEqualToOneGo(network);
    }

    [Fact]
    public void Features_go_beside_the_list_by_default()
    {
        WritePictures(2);
        WriteList("test.jsonl", "1.png", "0.png");
        Run("--detector", Network(), "--data", Pictures, "--split", "test");
        Assert.True(File.Exists(Path.Combine(Pictures, "test_ims.npy")));
        Assert.True(File.Exists(Path.Combine(Pictures, "test_caps.txt")));
    }

    [Fact]
    public void A_run_that_is_done_does_nothing()
    {
        var network = Network();
        WritePictures(3);
        Run("--detector", network, "--images", Pictures, "--out", Target);
        var written = File.GetLastWriteTimeUtc(Out("photos_ims.npy"));
        var result = Run("--detector", network, "--images", Pictures, "--out", Target);
        Assert.Contains("is complete already", result.Error);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Out("photos_ims.npy")));
    }

    [Fact]
    public void A_run_that_is_done_still_tells_what_was_skipped()
    {
        WritePictures(3);
        File.WriteAllText(Path.Combine(Pictures, "1.png"), "<html>");
        string[] command = ["--detector", Network(), "--images", Pictures, "--out", Target, "--on-error", "skip", "--json"];
        var first = Run(command);
        var second = Run(command);
        Assert.Equal((2, 2, 0), (Number(first, "pictures"), Number(second, "pictures"), Number(second, "made")));
        Assert.Equal("1.png", second.Document.GetProperty("skipped")[0].GetProperty("image").GetString());
        Assert.Equal(first.Document.GetProperty("skipped").GetRawText(), second.Document.GetProperty("skipped").GetRawText());
    }

    [Fact]
    public void Features_of_another_detector_are_replaced_only_when_forced()
    {
        WritePictures(3);
        Run("--detector", Network(), "--images", Pictures, "--out", Target);
        string[] other = ["features", "--detector", Detector(new TinyDetector()), "--images", Pictures, "--out", Target];
        var refused = CommandLine.Run(other);
        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains("exists and was made otherwise; choose another --out or --name, or replace it with --force.", refused.Error);
        Assert.Empty(Directory.GetFiles(Target, ".*"));
        Assert.Equal(ExitCode.Done, CommandLine.Run([.. other, "--force"]).ExitCode);
        Assert.Contains("tiny-1", File.ReadAllText(Out("photos_features.json")));
    }

    [Theory]
    [InlineData("caps.txt")]
    [InlineData("ids.txt")]
    [InlineData("regions.jsonl")]
    [InlineData("failures.jsonl")]
    public void Files_that_others_wrote_are_replaced_only_when_forced(string name)
    {
        WritePictures(2);
        WriteList("dev.jsonl", "1.png", "0.png");
        var file = Path.Combine(Pictures, $"dev_{name}");
        File.WriteAllText(file, "typed by hand\n");
        string[] command = ["features", "--detector", Network(), "--data", Pictures, "--split", "dev"];
        var refused = CommandLine.Run(command);
        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains($"{file} exists and was made otherwise", refused.Error);
        Assert.Equal("typed by hand\n", File.ReadAllText(file));
        Assert.Equal(ExitCode.Done, CommandLine.Run([.. command, "--force"]).ExitCode);
    }

    [Fact]
    public void Captions_and_ids_as_the_list_has_them_are_not_in_the_way()
    {
        WritePictures(1);
        WriteList("dev.jsonl", "0.png");
        File.WriteAllText(Path.Combine(Pictures, "dev_ids.txt"), "0.png\n");
        File.WriteAllLines(Path.Combine(Pictures, "dev_caps.txt"), Enumerable.Range(0, 5).Select(i => $"0.png {i}"));
        Run("--detector", Network(), "--data", Pictures, "--split", "dev");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"image\": \"4.png\", \"wid")]
    public void A_killed_run_goes_on_from_what_its_journal_names(string halfLine)
    {
        var network = Network();
        WritePictures(6);
        string[] command = ["features", "--detector", network, "--images", Pictures, "--out", Target];
        File.WriteAllText(Path.Combine(Pictures, "4.png"), "");
        Assert.Equal(ExitCode.Failed, CommandLine.Run(command).ExitCode);
        File.AppendAllText(Out(".photos_features.journal"), halfLine);
        File.AppendAllText(Out(".photos_ims.npy.part"), "a row that was not named and a half");
        File.WriteAllBytes(Path.Combine(Pictures, "4.png"), Picture(4).Encode(".png"));
        Assert.Contains("Going on after 4 of 6 pictures.", CommandLine.Run(command).Error);
        AssertEqualToOneGo(network);
        Assert.Empty(Directory.GetFiles(Target, ".*"));
    }

    [Fact]
    public void Rows_that_never_reached_the_disk_are_made_again()
    {
        var network = Network();
        WritePictures(6);
        File.WriteAllText(Path.Combine(Pictures, "5.png"), "");
        string[] command = ["features", "--detector", network, "--images", Pictures, "--out", Target];
        CommandLine.Run(command);
        using (var part = File.OpenWrite(Out(".photos_ims.npy.part"))) part.SetLength(part.Length - 36 * 3 * 4 * 2 - 1);
        File.WriteAllBytes(Path.Combine(Pictures, "5.png"), Picture(5).Encode(".png"));
        Assert.Contains("Going on after 2 of 6 pictures.", CommandLine.Run(command).Error);
        AssertEqualToOneGo(network);
    }

    [Fact]
    public void An_unfinished_run_over_other_pictures_is_not_mixed_in()
    {
        WritePictures(3);
        File.WriteAllText(Path.Combine(Pictures, "2.png"), "");
        var network = Network();
        string[] command = ["features", "--detector", network, "--images", Pictures, "--out", Target];
        CommandLine.Run(command);
        File.WriteAllBytes(Path.Combine(Pictures, "2.png"), Picture(2).Encode(".png"));
        File.WriteAllBytes(Path.Combine(Pictures, "3.png"), Picture(3).Encode(".png"));
        var refused = CommandLine.Run(command);
        Assert.Contains("is an unfinished run of tiny-crops-1 over 3 pictures, another detector or list than this", refused.Error);
        Assert.Equal(ExitCode.Done, CommandLine.Run([.. command, "--force"]).ExitCode);
        Features("photos_ims.npy", [4, 36, 3]);
    }

    [Fact]
    public async Task A_run_killed_at_any_moment_ends_with_the_same_bytes()
    {
        var network = Network();
        WritePictures(400);
        string[] command = ["features", "--detector", network, "--images", Pictures, "--out", Target];
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sgraf.dll"), .. command]) { RedirectStandardError = true })!)
        {
            while (!process.HasExited && (!File.Exists(Out(".photos_features.journal")) || new FileInfo(Out(".photos_features.journal")).Length < 10_000))
                await Task.Delay(1, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.False(File.Exists(Out("photos_ims.npy")));
        Assert.Contains("Going on after", CommandLine.Run(command).Error);
        AssertEqualToOneGo(network);
    }

    [Theory]
    [InlineData]
    [InlineData("--force")]
    public void Two_runs_do_not_write_to_the_same_files(params string[] options)
    {
        var network = Network();
        WritePictures(3);
        File.WriteAllText(Path.Combine(Pictures, "2.png"), "");
        string[] command = ["features", "--detector", network, "--images", Pictures, "--out", Target];
        CommandLine.Run(command);
        var journal = File.ReadAllBytes(Out(".photos_features.journal"));
        using (new GrowingNpy(Out(".photos_ims.npy.part"), rowLength: 36 * 3))
        {
            var refused = CommandLine.Run([.. command, .. options]);
            Assert.Equal(ExitCode.Failed, refused.ExitCode);
            Assert.Equal(
                $"sgraf features: another sgraf features is at work on {Out("photos_ims.npy")}; wait for it, or choose another --out.\n", refused.Error);
        }
        Assert.Equal(journal, File.ReadAllBytes(Out(".photos_features.journal")));
        File.WriteAllBytes(Path.Combine(Pictures, "2.png"), Picture(2).Encode(".png"));
        Assert.Contains("Going on after 2 of 3 pictures.", CommandLine.Run(command).Error);
    }

    [Fact]
    public void An_interrupted_run_keeps_what_was_done()
    {
        WritePictures(50);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var result = CommandLine.Run(
            Training.Commands.AllCommands.Create(), Stream.Null, source.Token, "features", "--detector", Network(), "--images", Pictures, "--out", Target);
        Assert.Equal((ExitCode.Interrupted, true), (result.ExitCode, File.Exists(Out(".photos_features.journal"))));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("3", "4")]
    [InlineData("2", "50")]
    public void Workers_and_batches_change_nothing(string workers, string batch)
    {
        var network = Network();
        WritePictures(11);
        Run("--detector", network, "--images", Pictures, "--out", Target, "--workers", workers, "--batch", batch);
        AssertEqualToOneGo(network);
    }

    [Fact]
    public void A_batch_with_a_picture_that_shows_nothing_loses_only_that()
    {
        WritePictures(3);
        File.WriteAllBytes(Path.Combine(Pictures, "1.png"), TestPicture.Plain(20, 20, 0, 0, 0).Encode(".png"));
        var result = Run("--detector", Detector(new TinyDetector { Brightness = -60 }), "--images", Pictures, "--out", Target, "--on-error", "skip", "--batch", "3");
        Assert.Contains("skipped 1.png: tiny-1 found no region in the picture", result.Error);
        Assert.Equal(["0.png", "2.png"], File.ReadAllLines(Out("photos_ids.txt")));
    }

    [Fact]
    public async Task A_pipe_is_no_picture_and_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps pipes elsewhere.");
        WritePictures(1);
        using (var process = Process.Start("mkfifo", [Path.Combine(Pictures, "1.png")]))
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(Pictures, "2.png"), Path.Combine(Pictures, "1.png"));
        File.CreateSymbolicLink(Path.Combine(Pictures, "3.png"), Path.Combine(Pictures, "0.png"));
        string[] command = ["--detector", Network(), "--images", Pictures, "--out", Target, "--on-error", "skip"];
        var result = await Task.Run(() => Run(command), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Contains("skipped 1.png: The file is empty", result.Error);
        Assert.Equal(["0.png", "3.png"], File.ReadAllLines(Out("photos_ids.txt")));
    }

    [Fact]
    public void Where_no_picture_can_be_used_the_run_fails()
    {
        Directory.CreateDirectory(Pictures);
        File.WriteAllText(Path.Combine(Pictures, "1.png"), "");
        var result = CommandLine.Run("features", "--detector", Network(), "--images", Pictures, "--out", Target, "--on-error", "skip");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("none of 1 pictures could be used; the first: 1.png: The file is empty", result.Error);
    }

    [Fact]
    public void A_bundle_looks_with_the_detector_it_was_trained_with()
    {
        var golden = new GoldenBundle(_folder, SimilarityModule.Saf);
        var bundle = Bundle.Load(golden.Path);
        WritePictures(2);
        WriteList("test.jsonl", "0.png", "1.png");
        string[] command = ["features", "--bundle", golden.Path, "--data", Pictures, "--split", "test"];
        Assert.Contains("holds no detector; give the one it was trained with (tiny-detector) as --detector", CommandLine.Run(command).Error);
        BundleWriter.Write(golden.Path, bundle with { DetectorPath = Detector(new TinyDetector()) }, force: true);
        var wrong = CommandLine.Run(command).Error;
        Assert.Contains("detector.id is tiny-1, the matching model or the index was made with tiny-detector", wrong);
        var right = new TinyDetector { FeatureSize = bundle.Config.FeatureSize }.With(("detector.id", "tiny-detector"));
        BundleWriter.Write(golden.Path, bundle with { DetectorPath = Detector(right) }, force: true);
        Assert.Equal(ExitCode.Done, CommandLine.Run(command).ExitCode);
        using var features = NpyFile.Open(Path.Combine(Pictures, "test_ims.npy"));
        Assert.Equal([2, bundle.Config.RegionCount, bundle.Config.FeatureSize], features.Shape);
    }

    [Theory]
    [InlineData("Give --detector or --bundle, one of them.", "--images", "a", "--out", "b")]
    [InlineData("Give --images or --data, one of them.", "--detector", "a")]
    [InlineData("Give --out, the folder for the features.", "--detector", "a", "--images", "b")]
    [InlineData("Give --data and --split together.", "--detector", "a", "--data", "b")]
    [InlineData("--list is for --images; --data has its own list.", "--detector", "a", "--data", "b", "--split", "c", "--list", "d")]
    [InlineData("--regions is for --detector; a bundle knows how many it wants.", "--bundle", "a", "--data", "b", "--split", "c", "--regions", "9")]
    [InlineData("--device is cpu or cuda:N, for example cuda:0.", "--detector", "a", "--data", "b", "--split", "c", "--device", "tpu")]
    [InlineData("--regions is 65; choose 1 to 64.", "--detector", "a", "--data", "b", "--split", "c", "--regions", "65")]
    public void Wrong_usage_is_told(string problem, params string[] arguments)
    {
        var result = CommandLine.Run(["features", .. arguments]);
        Assert.Equal((ExitCode.WrongUsage, $"sgraf features: {problem} See sgraf features --help.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Bad_lists_and_detectors_fail_with_their_message()
    {
        WritePictures(1);
        Assert.Contains("cannot serve as a detector", CommandLine.Run("features", "--detector", "absent.onnx", "--images", Pictures, "--out", Target).Error);
        Assert.Contains("is no folder; check the path", CommandLine.Run("features", "--detector", Network(), "--images", "absent", "--out", Target).Error);
        WriteList("bad.jsonl");
        Assert.Contains("lists no picture", CommandLine.Run("features", "--detector", Network(), "--data", Pictures, "--split", "bad").Error);
    }

    private static Picture Picture(int seed) => TestPicture.Create(64, 48, seed);

    private static int Number(CommandLine result, string property) => result.Document.GetProperty(property).GetInt32();

    private static CommandLine Run(params string[] arguments)
    {
        var result = CommandLine.Run(["features", .. arguments]);
        Assert.True(result.ExitCode == ExitCode.Done, result.Error);
        return result;
    }

    private string Out(string name) => Path.Combine(Target, name);

    private string Network()
    {
        var path = _folder.Write("network.onnx", new TinyBackbone().ToBytes());
        File.WriteAllText(path + ".json", TinyBackbone.Sidecar);
        return path;
    }

    private string Detector(TinyDetector detector) => _folder.Write("tiny.onnx", detector.ToBytes());

    private void WritePictures(int count)
    {
        Directory.CreateDirectory(Pictures);
        for (var i = 0; i < count; i++) File.WriteAllBytes(Path.Combine(Pictures, $"{i}.png"), Picture(i).Encode(".png"));
    }

    private void WriteList(string name, params string[] pictures) => File.WriteAllLines(
        Path.Combine(Pictures, name),
        pictures.Select(picture => JsonSerializer.Serialize(new { image = picture, captions = Enumerable.Range(0, 5).Select(i => $"{picture} {i}") })));

    private float[][] Features(string name, long[] shape)
    {
        using var file = NpyFile.Open(Out(name));
        Assert.Equal(shape, file.Shape);
        using var block = file.Map(0, (int)file.RowCount);
        return [.. block.Span.ToArray().Chunk(file.RowLength)];
    }

    private void AssertEqualToOneGo(string network)
    {
        var other = _folder.PathOf("one go");
        Run("--detector", network, "--images", Pictures, "--out", other, "--workers", "1");
        foreach (var file in (string[])["photos_ims.npy", "photos_regions.jsonl", "photos_ids.txt"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(other, file)), File.ReadAllBytes(Out(file)));
    }
}
