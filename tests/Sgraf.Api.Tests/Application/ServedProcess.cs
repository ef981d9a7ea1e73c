using System.Globalization;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Application;

/// <summary>A service with the real server, for what a test server does not do; its gallery holds a few pictures.</summary>
public sealed class ServedProcess : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProcess? _process;

    /// <summary>A client of it.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        (_process, Client) = await ServiceProcess.ServeAsync(
            $"Model:Folder={_folder.PathOf("tiny")}", $"Gallery:Folder={_folder.PathOf("gallery")}", "Gallery:Demo=false", "Log:Level=Error");
        for (var seed = 0; seed < 8; seed++)
        {
            using var response = await Client.PostFormAsync("/images", ("files", Requests.Png(seed)), ("captions", """{"picture.png": ["a red cube"]}"""));
            Assert.True(response.IsSuccessStatusCode);
        }
    }

    /// <summary>Megabytes that the process has in memory, by its own metrics.</summary>
    public async Task<double> MemoryAsync()
    {
        const string Name = "process_working_set_bytes ";
        var lines = (await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n');
        return double.Parse(lines.Single(line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..], CultureInfo.InvariantCulture) / 1e6;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }
}
