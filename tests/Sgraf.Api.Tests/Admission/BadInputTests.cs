using Sgraf.Api.Tests.Application;
using Sgraf.Model.Images;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Admission;

/// <summary>Requests that ask for too much or hold nothing usable: each a problem that names its limit.</summary>
public sealed class BadInputTests(FilledService service) : IClassFixture<FilledService>
{
    private static readonly string[] Good = ["a red cube"];

    [Fact]
    public async Task Hostile_pictures_are_refused_where_the_decoder_refuses_them_and_the_others_are_scored()
    {
        var folder = SharedData.Require("images-bad");
        string[] files = [.. Directory.GetFiles(folder).Where(path => Path.GetExtension(path) is ".jpg" or ".png" or ".gif" or ".webp").Order(StringComparer.Ordinal)];
        using var response = await service.Client.PostAsync("/score", new { images = files.Select(path => new { data = File.ReadAllBytes(path) }), texts = Good });
        var found = await response.JsonAsync();
        var refused = found.GetProperty("images").EnumerateArray().Where(image => image.GetProperty("error").ValueKind == System.Text.Json.JsonValueKind.Object).ToList();
        Assert.Equal(files.Where(path => !IsPicture(path)), refused.Select(image => files[image.GetProperty("index").GetInt32()]));
        Assert.All(refused, image => Assert.Equal("/problems/picture-refused", image.GetProperty("error").GetProperty("type").GetString()));
        Assert.Equal(files.Length - refused.Count, found.GetProperty("pairs").GetArrayLength());
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG")]
    [InlineData("<!DOCTYPE html><html></html>", "HTML")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    [InlineData("", "empty")]
    public async Task What_only_calls_itself_a_picture_is_named(string content, string what)
    {
        using var response = await service.Client.PostFormAsync("/search/image-to-text", ("image", System.Text.Encoding.UTF8.GetBytes(content)));
        Assert.Contains(what, (await response.ProblemAsync(422, "picture-refused")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_65535_by_65535_pixels_is_refused_by_its_header()
    {
        var bytes = Requests.Png();
        bytes.AsSpan(18, 2).Fill(0xFF);    // the low bytes of width and height of the header
        bytes.AsSpan(22, 2).Fill(0xFF);
        using var response = await service.Client.PostAsync("/explain", new { image = new { data = bytes }, text = "a cube" });
        await response.ProblemAsync(422, "picture-refused");
    }

    [Theory]
    [InlineData("/search/text-to-image", "utf-8", 200)]
    [InlineData("/search/text-to-image", "\"utf-8\"", 200)]
    [InlineData("/search/text-to-image", "\"UTF-8\"", 200)]
    [InlineData("/search/text-to-image", "utf-7", 415)]
    [InlineData("/search/text-to-image", "klingon", 415)]
    [InlineData("/captions", "klingon", 415)]
    public async Task Unknown_letters_are_refused_and_quotes_around_known_ones_are_not(string path, string charset, int status)
    {
        using var response = await service.Client.PostTextAsync(path, """{"text": "a red cube"}""", $"application/json; charset={charset}");
        Assert.Equal(status, (int)response.StatusCode);
        if (status != 200) await response.ProblemAsync(status, "unsupported-media-type");
    }

    [Fact]
    public async Task Ten_thousand_texts_are_too_many()
    {
        string[] texts = [.. Enumerable.Range(0, 10_000).Select(number => $"a cube {number}")];
        using var score = await service.Client.PostAsync("/score", Requests.Score(Requests.Png(), texts));
        await AssertLimitAsync(score, 400, "limit-exceeded", "Limits:Texts", 256);
        using var search = await service.Client.PostAsync("/search/image-to-text", new { image = new { data = Requests.Png() }, candidates = texts });
        await AssertLimitAsync(search, 400, "limit-exceeded", "Limits:Texts", 256);
        using var form = await service.Client.PostFormAsync("/score", [.. texts.Select(text => ("texts", (object)text))]);
        await form.ProblemAsync(400, "invalid-form");
    }

    [Theory]
    [InlineData(1_000_000, 'a', "Limits:TextCharacters", 1000)]
    [InlineData(1001, 'a', "Limits:TextCharacters", 1000)]
    [InlineData(1000, '.', "Limits:TextWords", 100)]
    public async Task A_text_that_is_too_long_is_refused(int length, char letter, string setting, int limit)
    {
        var text = letter == '.' ? string.Concat(Enumerable.Repeat("a ", length / 2)) : new string(letter, length);
        using var search = await service.Client.PostAsync("/search/text-to-image", new { text });
        await AssertLimitAsync(search, 422, "text-refused", setting, limit);
        using var explain = await service.Client.PostAsync("/explain", new { image = new { data = Requests.Png() }, text });
        await AssertLimitAsync(explain, 422, "text-refused", setting, limit);
        using var score = await service.Client.PostAsync("/score", Requests.Score(Requests.Png(), [text]));
        await score.ProblemAsync(422, "text-refused");
    }

    [Fact]
    public async Task Pictures_pairs_and_explanations_have_limits_of_their_own()
    {
        var image = new { id = service.Ids[0] };
        using var images = await service.Client.PostAsync("/score", new { images = Enumerable.Repeat(image, 33), texts = Good });
        await AssertLimitAsync(images, 400, "limit-exceeded", "Limits:Images", 32);
        using var pairs = await service.Client.PostAsync("/score", new { images = Enumerable.Repeat(image, 32), texts = Enumerable.Repeat("a", 129) });
        await AssertLimitAsync(pairs, 400, "limit-exceeded", "Limits:Pairs", 4096);
        using var explained = await service.Client.PostAsync("/score", new { images = Enumerable.Repeat(image, 13), texts = Enumerable.Repeat("a", 5), explain = true });
        await AssertLimitAsync(explained, 400, "limit-exceeded", "Limits:Explanations", 64);
    }

    [Fact]
    public async Task Limits_are_settings()
    {
        await using var other = new Service().Set("Limits:TextWords", "3").Set("Limits:Texts", "2").Set("Limits:JsonDepth", "12");
        using var client = await other.ReadyAsync();
        using var words = await client.PostAsync("/explain", new { image = new { data = Requests.Png() }, text = "a red cube ." });
        await AssertLimitAsync(words, 422, "text-refused", "Limits:TextWords", 3);
        using var texts = await client.PostAsync("/score", Requests.Score(Requests.Png(), ["a", "b", "c"]));
        await AssertLimitAsync(texts, 400, "limit-exceeded", "Limits:Texts", 2);
        using var deep = await client.PostTextAsync("/search/text-to-image", $$"""{"text": "a", "where": {{new string('[', 12)}}""");
        Assert.True((await deep.ProblemAsync(400, "invalid-json")).Detail().Length > 0);
    }

    private static async Task AssertLimitAsync(HttpResponseMessage response, int status, string name, string setting, int limit)
    {
        var problem = await response.ProblemAsync(status, name);
        Assert.Equal((setting, limit), (problem.GetProperty("setting").GetString(), problem.GetProperty("limit").GetInt32()));
        Assert.Contains(setting, problem.Detail(), StringComparison.Ordinal);
    }

    private static bool IsPicture(string path)
    {
        try
        {
            return new PictureDecoder(new DecodingOptions()).DecodeFile(path) is not null;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }
}
