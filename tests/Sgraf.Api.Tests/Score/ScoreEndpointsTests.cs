using System.Text.Json;
using Sgraf.Api.Tests.Application;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Score;

public sealed class ScoreEndpointsTests(SharedService service) : IClassFixture<SharedService>
{
    private static readonly string[] Texts = ["a red cube", "the large blue ball on the left .", "a zebra"];

    [Fact]
    public async Task Every_picture_is_scored_with_every_text_as_the_model_itself_does()
    {
        byte[][] pictures = [Requests.Png(1), Requests.Png(2, 64, 48)];
        using var response = await service.Client.PostAsync("/score", new { images = pictures.Select(data => new { data }), texts = Texts });
        var found = await response.JsonAsync();
        var pairs = found.GetProperty("pairs").EnumerateArray().ToList();
        Assert.Equal(6, pairs.Count);
        var expected = ScoresOfTheModel(pictures, Texts);
        foreach (var pair in pairs)
        {
            var (image, text) = (pair.GetProperty("image").GetInt32(), pair.GetProperty("text").GetInt32());
            var (sgr, saf) = (pair.GetProperty("sgr").GetSingle(), pair.GetProperty("saf").GetSingle());
            Assert.Equal(expected[SimilarityModule.Sgr][image * 3 + text], sgr);
            Assert.Equal(expected[SimilarityModule.Saf][image * 3 + text], saf);
            Assert.Equal((sgr + saf) / 2, pair.GetProperty("score").GetSingle(), 1e-7f);
            Assert.Equal(JsonValueKind.Null, pair.GetProperty("explanation").ValueKind);
        }
    }

    [Fact]
    public async Task Words_that_the_model_does_not_know_are_named()
    {
        using var response = await service.Client.PostAsync("/score", Requests.Score(Requests.Png(), Texts));
        var texts = (await response.JsonAsync()).GetProperty("texts");
        Assert.Equal("""["a","zebra"]""", texts[2].GetProperty("words").GetRawText());
        Assert.Equal("""["zebra"]""", texts[2].GetProperty("unknownWords").GetRawText());
        Assert.Equal("[]", texts[0].GetProperty("unknownWords").GetRawText());
    }

    [Fact]
    public async Task A_form_gives_the_same_as_json()
    {
        using var json = await service.Client.PostAsync("/score", Requests.Score(Requests.Png(3), Texts, module: "saf"));
        using var form = await service.Client.PostFormAsync("/score", ("images", Requests.Png(3)), ("texts", Texts[0]), ("texts", Texts[1]), ("texts", Texts[2]), ("module", "saf"));
        var (one, other) = (await json.JsonAsync(), await form.JsonAsync());
        Assert.Equal(one.GetProperty("pairs").GetRawText(), other.GetProperty("pairs").GetRawText());
        Assert.Equal("picture.png", other.GetProperty("images")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("pairs")[0].GetProperty("sgr").ValueKind);
    }

    [Fact]
    public async Task One_bad_item_fails_alone_with_its_reason()
    {
        using var response = await service.Client.PostTextAsync("/score", $$"""
            {"images": [
                {"data": "{{Convert.ToBase64String(Requests.Png())}}", "name": "good"},
                {"data": "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="},
                {"data": "no base64!"},
                {"id": "0123456789abcdef0123456789abcdef"},
                {}],
             "texts": ["a red cube", " ", "{{new string('x', 2000)}}"]}
            """);
        var found = await response.JsonAsync();
        Assert.Equal(1, found.GetProperty("pairs").GetArrayLength());
        string?[] images = [.. found.GetProperty("images").EnumerateArray().Select(ErrorType)];
        Assert.Equal([null, "/problems/picture-refused", "/problems/picture-refused", "/problems/image-not-found", "/problems/invalid-request"], images);
        Assert.Contains("SVG", found.GetProperty("images")[1].GetProperty("error").Detail(), StringComparison.Ordinal);
        Assert.Equal("good", found.GetProperty("images")[0].GetProperty("name").GetString());
        string?[] texts = [.. found.GetProperty("texts").EnumerateArray().Select(ErrorType)];
        Assert.Equal([null, "/problems/text-refused", "/problems/text-refused"], texts);
    }

    [Fact]
    public async Task When_nothing_can_be_scored_the_request_fails_with_all_reasons()
    {
        using var response = await service.Client.PostAsync("/score", Requests.Score(new byte[] { 1, 2, 3 }, ["a cube", ""]));
        var problem = await response.ProblemAsync(422, "picture-refused");
        Assert.StartsWith("No pair could be scored: The file is of no known format", problem.Detail(), StringComparison.Ordinal);
        Assert.Equal(2, problem.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Pairs_are_explained_when_asked_for()
    {
        using var response = await service.Client.PostAsync("/score", Requests.Score(Requests.Png(), ["a red zebra"], explain: true));
        var pair = (await response.JsonAsync()).GetProperty("pairs")[0];
        var explanation = pair.GetProperty("explanation");
        Assert.Equal(pair.GetProperty("score").GetSingle(), explanation.GetProperty("score").GetSingle(), 1e-6f);
        Assert.Equal(["<start>", "a", "red", "zebra", "<end>"], explanation.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("word").GetString()));
        Assert.False(explanation.TryGetProperty("edges", out _));
    }

    [Theory]
    [InlineData("""{"images": [], "texts": ["a"]}""", "invalid-request", "0 images and 1 texts")]
    [InlineData("""{"images": [{}]}""", "invalid-json", "Missing: 'texts'")]
    [InlineData("""{"images": [{}], "texts": ["a"], "colour": 1}""", "invalid-json", "The field colour is unknown at $.colour")]
    [InlineData("""{"images": [{"url": "http://localhost/"}], "texts": ["a"]}""", "invalid-json", "The field url is unknown at $.images[0].url")]
    [InlineData("""{"images": [{}], "texts": ["a"], "texts": ["b"]}""", "invalid-json", "A field is there twice")]
    [InlineData("""{"images": [{}], "texts": [NaN]}""", "invalid-json", "no well-formed JSON")]
    [InlineData("""{"images": [{}], "texts": [null]}""", "invalid-request", "images or texts holds null")]
    [InlineData("""{"images": [null], "texts": ["a"]}""", "invalid-request", "images or texts holds null")]
    [InlineData("""{"images": [{}], "texts": [1]}""", "invalid-json", "another type than expected at $.texts[0]")]
    [InlineData("""{"images": [{"data": 7}], "texts": ["a"]}""", "invalid-json", "another type than expected at $.images[0].data")]
    [InlineData("""{"images": [{}], "texts": ["a"], "module": "both"}""", "invalid-json", "The module must be sgr, saf or sgraf at $.module")]
    [InlineData("""{"images": [{}], "texts": ["a"], "module": 3}""", "invalid-json", "The module must be sgr, saf or sgraf at $.module")]
    [InlineData("""{"images": [{}], "texts": ["a"], "explain": "yes"}""", "invalid-json", "another type than expected at $.explain")]
    [InlineData("null", "invalid-json", "The body is null")]
    [InlineData("[]", "invalid-json", "another type than expected")]
    [InlineData("", "invalid-json", "no well-formed JSON")]
    [InlineData("""{"images": [{}], "texts": ["a"]""", "invalid-json", "no well-formed JSON")]
    public async Task What_is_wrong_with_a_body_is_said_in_the_clients_terms(string body, string name, string detail)
    {
        using var response = await service.Client.PostTextAsync("/score", body);
        Assert.Contains(detail, (await response.ProblemAsync(400, name)).Detail(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour", "red", "The field colour is unknown; expected images, ids, texts, module, explain.")]
    [InlineData("module", "both", "The field module must be sgr, saf or sgraf.")]
    [InlineData("explain", "yes", "The field explain must be true or false.")]
    public async Task What_is_wrong_with_a_form_is_said_too(string name, string value, string detail)
    {
        using var response = await service.Client.PostFormAsync("/score", ("images", Requests.Png()), ("texts", "a cube"), (name, value));
        Assert.Equal(detail, (await response.ProblemAsync(400, "invalid-form")).Detail());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task A_body_of_another_type_is_refused(string type)
    {
        using var response = await service.Client.PostTextAsync("/score", "texts=a", type);
        await response.ProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_network_that_the_model_lacks_is_refused()
    {
        await using var one = new Service(SimilarityModule.Saf);
        using var client = await one.ReadyAsync();
        using var response = await client.PostAsync("/score", Requests.Score(Requests.Png(), ["a"], module: "sgraf"));
        Assert.Equal(
            "The model holds saf and not sgraf; leave module away or choose saf.", (await response.ProblemAsync(400, "invalid-request")).Detail());
        using var rest = await client.PostAsync("/score", Requests.Score(Requests.Png(), ["a"]));
        Assert.Equal(JsonValueKind.Null, (await rest.JsonAsync()).GetProperty("pairs")[0].GetProperty("sgr").ValueKind);
    }

    private static string? ErrorType(JsonElement item) =>
        item.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("type").GetString() : null;

    /// <summary>(images, texts), by the library alone.</summary>
    private static Dictionary<SimilarityModule, float[]> ScoresOfTheModel(byte[][] pictures, string[] texts)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder.PathOf("tiny"));
        var bundle = Bundle.Load(folder.PathOf("tiny"));
        using var networks = new BundleNetworks(bundle);
        using var regions = RegionSource.Open(bundle.DetectorPath!);
        var decoder = new PictureDecoder(new DecodingOptions());
        var features = pictures.SelectMany(file => regions.Detect([decoder.Decode(file)])[0].Fit(bundle.Config.RegionCount).Features).ToArray();
        var images = networks.EncodeImages(features);
        var captions = networks.EncodeCaptions(Array.ConvertAll(texts, new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath)).Encode));
        return networks.Modules.ToDictionary(module => module, module =>
        {
            using var packedImages = new PackedImages(images[module]);
            using var packedCaptions = new PackedCaptions(captions[module]);
            var scores = new float[pictures.Length * texts.Length];
            networks.Scorers[module].Score(packedImages, packedCaptions, scores);
            return scores;
        });
    }
}
