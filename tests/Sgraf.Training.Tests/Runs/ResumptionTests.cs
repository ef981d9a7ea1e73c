using System.Diagnostics;
using Sgraf.Tests;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Tests.Runs;

public sealed class ResumptionTests
{
    private static readonly string[] Options =
    [
        "--preset", "demo", "--epochs", "2", "--batch", "20", "--joint-size", "32", "--similarity-size", "16", "--word-size", "16",
        "--min-count", "1", "--all-negatives-epochs", "0.3", "--word-masking", "0.2", "--region-dropout", "0.1", "--save-every", "0",
    ];

    [Theory]
    [InlineData("joint")]
    [InlineData("dual")]
    public void A_run_killed_again_and_again_ends_with_the_same_weights_bit_for_bit(string module)
    {
        using var data = new LearnableData(trainImages: 40, devImages: 10);
        using var runs = new TemporaryFolder();
        var (whole, broken) = (new RunFolder(runs.PathOf("whole")), new RunFolder(runs.PathOf("broken")));
        using (var process = Start(data, whole, module)) Assert.Equal(0, End(process));

        var kills = 0;
        for (var step = 3; step < 20; step += 6)
        {
            using var process = Start(data, broken, module);
            if (!WaitForStep(process, broken, step)) break;
            process.Kill();
            process.WaitForExit();
            kills++;
        }
        using (var process = Start(data, broken, module)) Assert.Equal(0, End(process));

        Assert.True(kills > 0, "The run was over before it could be killed.");
        Assert.Equal(File.ReadAllBytes(WeightsOf(whole)), File.ReadAllBytes(WeightsOf(broken)));
        Assert.Equal(Steps(whole), Steps(broken));
    }

    private static Process Start(LearnableData data, RunFolder run, string module) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "sgraf.dll"), "train", "--data", data.Path, "--module", module, "--out", run.Path, .. Options])
    {
        RedirectStandardError = true, RedirectStandardOutput = true,
    })!;

    private static int End(Process process)
    {
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        return process.ExitCode;
    }

    private static bool WaitForStep(Process process, RunFolder run, int step)
    {
        while (!process.HasExited)
        {
            if (File.Exists(run.Steps) && File.ReadLines(run.Steps).Count() >= step) return true;
            Thread.Sleep(5);
        }
        return false;
    }

    private static string WeightsOf(RunFolder run)
    {
        var last = run.AllEpochs().Last();
        var sgr = Path.Combine(last, "sgr.safetensors");
        return File.Exists(sgr) ? sgr : Path.Combine(last, "dual.safetensors");
    }

    /// <summary>The logged steps without their times.</summary>
    private static string[] Steps(RunFolder run) => [.. File.ReadLines(run.Steps).Select(line => line[..line.IndexOf(",\"seconds\"", StringComparison.Ordinal)])];
}
