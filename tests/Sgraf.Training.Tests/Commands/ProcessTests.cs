using System.Diagnostics;
using System.Text;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

/// <summary>What only a process of its own can show: bytes, pipes and signals.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Bytes_in_and_out_are_utf_8()
    {
        using var process = Start("tokenize");
        await process.StandardInput.BaseStream.WriteAsync("Été au café\n"u8.ToArray(), TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output, TestContext.Current.CancellationToken);
        Assert.Equal("""["Été","au","café"]""" + Environment.NewLine, Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal((ExitCode.Done, ""), await EndOf(process));
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_command_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The console of Windows does not tell that a pipe was closed.");
        using var process = Start("tokenize");
        process.StandardOutput.Close();
        var end = EndOf(process);
        var captions = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a man rides a horse\n", 1000)));
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true) await process.StandardInput.BaseStream.WriteAsync(captions, TestContext.Current.CancellationToken);
        });
        Assert.Equal((ExitCode.Done, ""), await end);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_interrupts_a_command_that_waits_for_input(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var process = Start("tokenize");
        await process.StandardInput.WriteAsync(new string('\n', 20_000));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("[]", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));    // it is at work
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Interrupted, $"sgraf tokenize: interrupted.{Environment.NewLine}"), await EndOf(process));
    }

    [Fact]
    public async Task Wrong_usage_is_told_apart_by_the_exit_code()
    {
        using var process = Start("tokenize", "--loud");
        var (exitCode, error) = await EndOf(process);
        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.StartsWith("sgraf tokenize: Unrecognized command or argument '--loud'.", error);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sgraf.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove(Failure.TraceVariable);
        return Process.Start(start)!;
    }

    private static async Task<(int ExitCode, string Error)> EndOf(Process process)
    {
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        return (process.ExitCode, await error);
    }
}
