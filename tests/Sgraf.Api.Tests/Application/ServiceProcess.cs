using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sgraf.Api.Tests.Application;

/// <summary>The service as a process of its own, for what only a process can show.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Task<string> _output, _error;

    private ServiceProcess(Process process)
    {
        _process = process;
        _output = ReadAsync(process.StandardOutput);
        _error = ReadAsync(process.StandardError);
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

    /// <summary>Starts a service on a free port of this machine and waits until it answers.</summary>
    /// <param name="settings">Settings as <c>Section:Name=value</c>.</param>
    public static async Task<(ServiceProcess Process, HttpClient Client)> ServeAsync(params string[] settings)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var process = Start([.. settings, $"urls={address}"]);
        var client = new HttpClient { BaseAddress = new Uri(address) };
        for (var start = Stopwatch.GetTimestamp(); !await AnswersAsync(client); await Task.Delay(20))
            if (process._process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"The service did not start: {await process._error}");
        return (process, client);
    }

    /// <summary>Waits until it has written a line that holds a text.</summary>
    public async Task<string> LineAsync(string text)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; await Task.Delay(20))
            if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found) return found;
        throw new TimeoutException($"The service did not write \"{text}\"; it wrote: {string.Join('\n', _lines)}");
    }

    /// <summary>Ends it at once, as a loss of power would.</summary>
    /// <returns>What it wrote until then.</returns>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return await _output + await _error;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _output, await _error);
    }

    private async Task<string> ReadAsync(StreamReader written)
    {
        var text = new StringBuilder();
        while (await written.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            _lines.Enqueue(line);
        }
        return text.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
