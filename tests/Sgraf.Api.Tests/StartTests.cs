using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests;

/// <summary>What keeps the service from starting is one plain message and exit code 1.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_missing_bundle_is_named_with_its_setting()
    {
        var error = await ErrorOf($"Model:Folder={_folder.PathOf("none")}");
        Assert.Contains("none is no bundle: there is no such folder.", error, StringComparison.Ordinal);
        Assert.Contains("Model:Folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_without_a_detector_is_told_what_to_do()
    {
        TinyModel.Write(_folder.PathOf("blind"), change: bundle => bundle with { DetectorPath = null });
        var error = await ErrorOf($"Model:Folder={_folder.PathOf("blind")}");
        Assert.Contains("has no detector.onnx", error, StringComparison.Ordinal);
        Assert.Contains("copy the detector tiny-1 there", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detector_that_the_model_does_not_know_is_refused()
    {
        TinyModel.Write(_folder.PathOf("other"), detector: new TinyDetector().With(("detector.id", "other-2")));
        Assert.Contains("detector.id is other-2", await ErrorOf($"Model:Folder={_folder.PathOf("other")}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits:BodyMegabytes=0", "BodyMegabytes must be between 1 and 1024")]
    [InlineData("Limits:BodyMegabytes=many", "'many' at 'Limits:BodyMegabytes'")]
    [InlineData("Limits:Bodies=1", "The setting Limits:Bodies is unknown; the section Limits has BodyMegabytes")]
    [InlineData("Model:Device=gpu", "Model:Device must be cpu or cuda:N")]
    [InlineData("Access:Keys:0:Sha256=12", "Sha256 of a key must be 64 hexadecimal digits")]
    [InlineData("Access:RequestsPerMinute=-1", "RequestsPerMinute must be between 0 and 1000000")]
    [InlineData("Inference:Workers=-1", "Workers must be between 0 and 1024")]
    public async Task A_setting_that_cannot_be_is_named(string setting, string message)
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        Assert.Contains(message, await ErrorOf($"Model:Folder={_folder.PathOf("tiny")}", setting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_machines_are_not_let_in_without_keys_unless_that_is_wanted()
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        var error = await ErrorOf($"Model:Folder={_folder.PathOf("tiny")}", "http_ports=0");
        Assert.Contains("would listen on", error, StringComparison.Ordinal);
        Assert.Contains("Access:AllowAnonymous=true", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ErrorOf(params string[] settings)
    {
        string[] address = settings.Any(setting => setting.StartsWith("http_ports", StringComparison.Ordinal)) ? [] : ["urls=http://127.0.0.1:0"];
        await using var process = ServiceProcess.Start([$"Gallery:Folder={_folder.PathOf("gallery")}", .. settings, .. address]);
        var (exitCode, output, error) = await process.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("Sgraf.Api: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
        return error;
    }
}
