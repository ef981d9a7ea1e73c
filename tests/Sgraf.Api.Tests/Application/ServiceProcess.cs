using System.Diagnostics;

namespace Sgraf.Api.Tests.Application;

/// <summary>The service as a process of its own, for what only a process can show.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly Task<string> _output, _error;

    private ServiceProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <param name="settings">Settings as <c>Section:Name=value</c>.</param>
    public static ServiceProcess Start(params string[] settings) => StartAs([.. settings.Select(setting => $"--{setting}")]);

    /// <param name="arguments">The command line.</param>
    public static ServiceProcess StartAs(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sgraf.Api.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _output, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
