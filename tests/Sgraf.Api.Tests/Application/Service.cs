using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Application;

/// <summary>The whole service with a tiny model, in this process.</summary>
internal sealed class Service : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings = [];

    /// <param name="modules">The networks of its model.</param>
    /// <param name="change">Changes the model's parts before they are written.</param>
    public Service(SimilarityModule modules = SimilarityModule.Sgraf, Func<Bundle, Bundle>? change = null)
    {
        TinyModel.Write(ModelFolder, modules, change: change);
        Set("Model:Folder", ModelFolder);
        Set("Gallery:Folder", GalleryFolder);
        Set("Gallery:Demo", "false");
        Set("Log:Level", "Fatal");
    }

    public string ModelFolder => _folder.PathOf("tiny");

    public string GalleryFolder => _folder.PathOf("gallery");

    /// <summary>Changes a setting before the service starts.</summary>
    public Service Set(string name, string value)
    {
        _settings[name] = value;
        return this;
    }

    /// <summary>A client of the started service, once it is ready.</summary>
    public async Task<HttpClient> ReadyAsync()
    {
        var client = CreateDefaultClient(new DocumentedAnswers());
        for (var attempt = 0; attempt < 600; attempt++)
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (response.IsSuccessStatusCode) return client;
            await Task.Delay(50);
        }
        throw new TimeoutException("The service did not become ready in 30 seconds.");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _folder.Dispose();
    }
}
