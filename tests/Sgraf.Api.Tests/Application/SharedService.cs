namespace Sgraf.Api.Tests.Application;

/// <summary>One service for all tests of a class that do not change it.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private readonly Service _service = new();

    /// <summary>A client of it.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Client = await _service.ReadyAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.DisposeAsync();
    }
}
