using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Tests;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private const int TestPictures = 100;
    private const int GalleryPictures = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_quick_demo_learns_writes_a_sound_bundle_with_a_gallery_and_is_not_made_twice()
    {
        var made = Make();
        Assert.Equal(ExitCode.Done, made.ExitCode);
        var metrics = made.Document.GetProperty("metrics");
        var recall = metrics.GetProperty("test.sgraf.t2i.r10").GetDouble();
        Assert.True(recall > 3 * 100.0 * 10 / TestPictures, $"{recall} % of the captions find their picture among ten; it is to be thrice chance.");
        CheckBundle(_folder.PathOf("bundle"), metrics);
        CheckGallery(_folder.PathOf("gallery"));

        var again = Make();
        Assert.Equal(ExitCode.Done, again.ExitCode);
        foreach (var part in (string[])["bundle_bytes", "gallery_bytes", "metrics", "detector"])
            Assert.Equal(made.Document.GetProperty(part).GetRawText(), again.Document.GetProperty(part).GetRawText());
        Assert.Contains("detector: done before", again.Error);
        Assert.Contains("gallery: done before", again.Error);
    }

    private CommandLine Make() => CommandLine.Run("demo", "--out", _folder.Path, "--quick", "--json");

    private static void CheckBundle(string path, JsonElement metrics)
    {
        var bundle = Bundle.Load(path);
        Assert.Equal(SimilarityModule.Sgraf, bundle.Manifest.Modules);
        Assert.NotNull(bundle.Manifest.SelfTest);
        var provenance = bundle.Manifest.Provenance;
        Assert.Equal(metrics.EnumerateObject().Select(figure => figure.Name).Order(), provenance.Metrics.Keys.Order());
        Assert.Equal((long?)1, provenance.Seed);
        Assert.Contains("Does not know photographs", provenance.Limits);
        using var detector = RegionSource.Open(
            bundle.DetectorPath!, new RegionSourceOptions { FeatureSize = bundle.Config.FeatureSize, DetectorId = bundle.Manifest.DetectorId });
        Assert.NotEmpty(detector.Labels);
    }

    private static void CheckGallery(string path)
    {
        var lines = File.ReadAllLines(Path.Combine(path, "gallery.jsonl"));
        Assert.Equal(GalleryPictures, lines.Length);
        foreach (var line in lines)
        {
            using var entry = JsonDocument.Parse(line);
            Assert.Equal(5, entry.RootElement.GetProperty("captions").GetArrayLength());
            var picture = new PictureDecoder(new DecodingOptions()).DecodeFile(Path.Combine(path, entry.RootElement.GetProperty("image").GetString()!));
            Assert.Equal((128, 128), (picture.Width, picture.Height));
        }
    }
}
