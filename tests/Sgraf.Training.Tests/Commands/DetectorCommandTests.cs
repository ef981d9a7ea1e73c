using Sgraf.Tests;
using Sgraf.Training.Terminal;
using Sgraf.Training.Tests.Detection;

namespace Sgraf.Training.Tests.Commands;

public sealed class DetectorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_detector_is_described()
    {
        var path = _folder.Write("tiny.onnx", new TinyDetector().ToBytes());
        var result = CommandLine.Run("detector", "check", path);
        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith($"{path}: tiny-1, finds regions\n", result.Output);
        Assert.Contains("image float32 [3, ?, ?]", result.Output);
        Assert.Contains("values a feature    3", result.Output);
    }

    [Fact]
    public void An_image_network_is_described()
    {
        var path = _folder.Write("tiny.onnx", new TinyBackbone().ToBytes());
        File.WriteAllText(path + ".json", TinyBackbone.Sidecar);
        Assert.StartsWith($"{path}: tiny-crops-1, an image network for crops\n", CommandLine.Run("detector", "check", path).Output);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told()
    {
        var path = _folder.Write("tiny.onnx", (new TinyDetector { Without = "scores" }).With(("detector.id", null)).ToBytes());
        var result = CommandLine.Run("detector", "check", path);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.StartsWith($"sgraf detector check: {path} cannot serve as a detector, 2 problems:\n- detector.id is missing", result.Error);
        Assert.Contains("\n- output scores is missing", result.Error);
        Assert.Contains("image float32 [3, ?, ?]", result.Output);
    }

    [Fact]
    public void The_report_is_a_document()
    {
        var path = _folder.Write("tiny.onnx", (new TinyDetector { Scores = [0.1f, 0.2f, 0.3f] }).ToBytes());
        var result = CommandLine.Run("detector", "check", path, "--json");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal("tiny-1", result.Document.GetProperty("id").GetString());
        Assert.Equal(3, result.Document.GetProperty("feature_size").GetInt32());
        Assert.StartsWith("scores rise", Assert.Single(result.Document.GetProperty("problems").EnumerateArray()).GetString());
    }

    [Fact]
    public void A_model_without_settings_is_told_how_to_get_them()
    {
        var path = _folder.Write("tiny.onnx", new TinyBackbone().ToBytes());
        var result = CommandLine.Run("detector", "check", path);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("""write {"detector.contract": "1", "detector.kind": "crops", "detector.id": "NAME-VERSION"} into tiny.onnx.json""", result.Error);
    }

    [Fact]
    public void A_detector_that_was_trained_passes_the_check()
    {
        using var scenes = new TinyScenes(16, 4, 64);
        var path = scenes.PathOf("detector.onnx");
        var trained = CommandLine.Run("detector", "train", "--data", scenes.Path, "--out", path, "--size", "64", "--batch", "8", "--steps", "2", "--json");
        Assert.Equal(ExitCode.Done, trained.ExitCode);
        Assert.Equal(42, trained.Document.GetProperty("feature_size").GetInt32());
        Assert.InRange(trained.Document.GetProperty("bytes").GetInt64(), 1_000_000, 5_000_000);
        Assert.Equal(4, trained.Document.GetProperty("dev").GetProperty("pictures").GetInt32());
        var check = CommandLine.Run("detector", "check", path, "--json");
        Assert.Equal((ExitCode.Done, ""), (check.ExitCode, check.Error));
        Assert.Equal(trained.Document.GetProperty("id").GetString(), check.Document.GetProperty("id").GetString());
        Assert.Equal(42, check.Document.GetProperty("feature_size").GetInt32());
        var evaluated = CommandLine.Run("detector", "evaluate", path, "--data", scenes.Path, "--split", "dev", "--json");
        Assert.Equal(ExitCode.Done, evaluated.ExitCode);
        Assert.Equal(trained.Document.GetProperty("dev").ToString(), evaluated.Document.GetProperty("metrics").ToString());
        Assert.Equal("dev", evaluated.Document.GetProperty("split").GetString());
    }

    [Fact]
    public void A_detector_of_other_things_is_not_measured_on_scenes()
    {
        using var scenes = new TinyScenes(1, 1, 64);
        var path = _folder.Write("tiny.onnx", new TinyDetector().ToBytes());
        var result = CommandLine.Run("detector", "evaluate", path, "--data", scenes.Path, "--split", "dev");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.EndsWith("names other things than scenes have; measure a detector that sgraf detector train wrote.\n", result.Error);
    }

    [Fact]
    public void A_size_that_the_network_cannot_halve_is_refused()
    {
        var result = CommandLine.Run("detector", "train", "--data", "scenes", "--out", "detector.onnx", "--size", "100");
        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        Assert.Contains("--size is 100; choose a multiple of 32, for example 256.", result.Error);
    }

    [Fact]
    public void Too_few_pictures_for_a_step_are_refused()
    {
        using var scenes = new TinyScenes(3, 1, 64);
        var result = CommandLine.Run("detector", "train", "--data", scenes.Path, "--out", scenes.PathOf("detector.onnx"));
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("has 3 pictures for training, a step takes 8; lower --batch or make more.", result.Error);
    }

    [Fact]
    public void A_command_of_its_own_is_needed()
    {
        var result = CommandLine.Run("detector");
        Assert.Equal((ExitCode.WrongUsage, "sgraf detector: Required command was not provided. See sgraf detector --help.\n"), (result.ExitCode, result.Error));
        Assert.Contains("Examples:\n  sgraf detector check", CommandLine.Run("detector", "check", "--help").Output);
    }
}
