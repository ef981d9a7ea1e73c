using Sgraf.Tests;
using Sgraf.Training.Terminal;

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
    public void A_command_of_its_own_is_needed()
    {
        var result = CommandLine.Run("detector");
        Assert.Equal((ExitCode.WrongUsage, "sgraf detector: Required command was not provided. See sgraf detector --help.\n"), (result.ExitCode, result.Error));
        Assert.Contains("Examples:\n  sgraf detector check", CommandLine.Run("detector", "check", "--help").Output);
    }
}
