using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Ingest.Importing;

/// <summary>Sizes of bodies are the server's to refuse, so a real one is asked.</summary>
public sealed class UploadLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_upload_has_a_limit_of_its_own()
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        var (process, client) = await ServiceProcess.ServeAsync(
            $"Model:Folder={_folder.PathOf("tiny")}", $"Gallery:Folder={_folder.PathOf("gallery")}", "Gallery:Demo=false",
            "Limits:BodyMegabytes=1", "Import:UploadMegabytes=4", "Log:Level=Fatal");
        await using (process)
        using (client)
        {
            client.DefaultRequestHeaders.ExpectContinue = true;    // else the answer would come while the body is still sent
            using (var within = await client.UploadAsync("a.zip", new byte[3 << 20])) await within.ProblemAsync(422, "import-refused");
            using (var beyond = await client.UploadAsync("a.zip", new byte[5 << 20])) await beyond.ProblemAsync(413, "body-too-large");
            using (var picture = await client.AddAsync([("a.png", new byte[2 << 20])])) await picture.ProblemAsync(413, "body-too-large");
            await client.AddAsync(1);
            Assert.Empty(Directory.GetFiles(_folder.PathOf("gallery/uploads")));
        }
    }
}
