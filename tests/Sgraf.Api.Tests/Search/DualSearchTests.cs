using System.Numerics.Tensors;
using Sgraf.Api.Tests.Application;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;

namespace Sgraf.Api.Tests.Search;

/// <summary>A service whose model has a dual encoder for the shortlist.</summary>
public sealed class DualSearchTests : IAsyncLifetime
{
    private const int Count = 8;
    private const string Text = "a small red cube on the left of a blue ball .";

    private readonly Service _service = new(change: bundle => bundle with
    {
        Shortlist = RandomCheckpoint.Create(TinyModel.Config, SimilarityModules.Dual, seed: 3).Tensors,
    });

    private readonly List<string> _ids = [];
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _client = await _service.ReadyAsync();
        for (var seed = 0; seed < Count; seed++)
        {
            using var added = await _client.PostFormAsync("/images", ("files", Requests.Png(seed)), ("captions", $$"""{"picture.png": ["{{CaptionOf(seed)}}"]}"""));
            _ids.Add((await added.JsonAsync()).GetProperty("results")[0].GetProperty("id").GetString()!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Pictures_come_into_the_shortlist_by_the_dual_encoder_and_are_ranked_by_the_networks()
    {
        using var response = await _client.PostAsync("/search/text-to-image", new { text = Text, top = Count, shortlist = "all" });
        var hits = (await response.JsonAsync()).GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(
            Nearest(Likeness(Text)).Select(place => _ids[place]),
            hits.OrderBy(hit => hit.GetProperty("shortlistRank").GetInt32()).Select(hit => hit.GetProperty("id").GetString()));
        foreach (var hit in hits) Assert.Equal(await ScoreAsync(hit.GetProperty("id").GetString()!), hit.GetProperty("score").GetSingle());
    }

    [Fact]
    public async Task Captions_come_into_the_shortlist_by_the_dual_encoder()
    {
        using var response = await _client.PostAsync("/search/image-to-text", new { image = new { data = Requests.Png(2) }, top = Count, shortlist = "all", explain = true });
        var hits = (await response.JsonAsync()).GetProperty("hits").EnumerateArray().ToList();
        string[] captions = [.. Enumerable.Range(0, Count).Select(CaptionOf)];
        Assert.Equal(
            Nearest(Likeness(captions).AsSpan(2 * Count, Count).ToArray()).Select(place => captions[place]),
            hits.OrderBy(hit => hit.GetProperty("shortlistRank").GetInt32()).Select(hit => hit.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task The_shortlist_is_audited()
    {
        using var response = await _client.PostTextAsync("/search/audit", """{"queries": 4}""");
        var rows = (await response.JsonAsync()).GetProperty("kept").EnumerateArray().ToList();
        Assert.Equal(["saf", "sgr", "sgraf"], rows.Select(row => row.GetProperty("module").GetString()).Distinct().Order());
        Assert.All(rows, row => Assert.Equal(1, row.GetProperty("kept").GetDouble()));
    }

    private static string CaptionOf(int seed) => string.Join(' ', Enumerable.Range(0, 5).Select(word => TinyModel.Words[(seed * 4 + word * 3) % TinyModel.Words.Length]));

    private static IEnumerable<int> Nearest(IEnumerable<float> likeness) => likeness.Index().OrderByDescending(item => item.Item).Select(item => item.Index);

    /// <summary>(pictures, texts), by the dual encoder of the library alone.</summary>
    private float[] Likeness(params string[] texts)
    {
        var bundle = Bundle.Load(_service.ModelFolder);
        using var networks = new BundleNetworks(bundle);
        using var regions = RegionSource.Open(bundle.DetectorPath!);
        var decoder = new PictureDecoder(new DecodingOptions());
        float[] features = [.. Enumerable.Range(0, Count).SelectMany(seed => regions.Detect([decoder.Decode(Requests.Png(seed))])[0].Fit(bundle.Config.RegionCount).Features)];
        var images = networks.EncodeImages(features)[SimilarityModules.Dual].Globals.Chunk(bundle.Config.JointSize);
        var captions = networks.EncodeCaptions(Array.ConvertAll(texts, new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath)).Encode))[SimilarityModules.Dual]
            .Globals.Chunk(bundle.Config.JointSize).ToArray();
        return [.. images.SelectMany(image => captions.Select(caption => TensorPrimitives.Dot<float>(image, caption)))];
    }

    private async Task<float> ScoreAsync(string id)
    {
        using var response = await _client.PostAsync("/score", new { images = new[] { new { id } }, texts = new[] { Text } });
        return (await response.JsonAsync()).GetProperty("pairs")[0].GetProperty("score").GetSingle();
    }
}
