using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Tests.Application;
using Sgraf.Api.Tests.Gallery;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Ingest;

public sealed class GalleryInspectionTests : IDisposable
{
    private const int Count = 6, WithoutEmbeddings = 2, WithoutFile = 4;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_start_names_damaged_embeddings_and_pictures_and_serves_the_rest()
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        var ids = await FillAsync();
        var (embeddings, file) = (Row(ids[WithoutEmbeddings]).Regions!.Embeddings, Row(ids[WithoutFile]).File);
        SegmentDamage.Flip(PathOf(SegmentKind.Embeddings, embeddings), embeddings, 0.5);
        SegmentDamage.Flip(PathOf(SegmentKind.Pictures, file), file, 0.5);
        var (process, client) = await ServeAsync();
        await using var running = process;
        using var sender = client;
        Assert.Contains("left out until it is indexed anew", await process.LineAsync(Damage(SegmentKind.Embeddings, embeddings)), StringComparison.Ordinal);
        Assert.Contains(ids[WithoutFile], await process.LineAsync(Damage(SegmentKind.Pictures, file)), StringComparison.Ordinal);
        await AssertRestIsServedAsync(client, ids);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertRestIsServedAsync(HttpClient client, string[] ids)
    {
        using var search = await client.PostAsync("/search/text-to-image", new { text = "a red cube", top = Count, shortlist = "all" });
        var found = (await search.JsonAsync()).GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!).ToHashSet();
        Assert.Superset(ids.Where((_, place) => place != WithoutEmbeddings).ToHashSet(), found);
        foreach (var (place, id) in ids.Index())
        {
            using var picture = await client.GetAsync($"/images/{id}/picture");
            if (place == WithoutFile) await picture.ProblemAsync(410, "picture-lost");
            else Assert.True(picture.IsSuccessStatusCode);
        }
    }

    private async Task<string[]> FillAsync()
    {
        var (process, client) = await ServeAsync();
        await using var running = process;
        using var sender = client;
        var ids = new string[Count];
        for (var seed = 0; seed < Count; seed++)
        {
            using var added = await client.PostFormAsync("/images", ("files", Requests.Png(seed)));
            ids[seed] = (await added.JsonAsync()).GetProperty("results")[0].GetProperty("id").GetString()!;
        }
        return ids;
    }

    private Task<(ServiceProcess Process, HttpClient Client)> ServeAsync() => ServiceProcess.ServeAsync(
        $"Model:Folder={_folder.PathOf("tiny")}", $"Gallery:Folder={_folder.PathOf("gallery")}", "Gallery:Demo=false", "Log:Level=Error");

    private PictureRow Row(string id)
    {
        using var catalogue = new CatalogueFile(_folder.PathOf("gallery")).Open();
        return catalogue.FindPicture(id)!;
    }

    private string PathOf(SegmentKind kind, RecordLocation record) => Path.Combine(_folder.PathOf("gallery"), SegmentFile.NameOf(kind, record.Segment));

    private static string Damage(SegmentKind kind, RecordLocation record) =>
        $"Gallery: {SegmentFile.NameOf(kind, record.Segment)} is damaged at byte {record.Offset}: ";
}
