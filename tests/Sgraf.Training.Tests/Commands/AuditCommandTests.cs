using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Commands;
using Sgraf.Training.Data;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private const int ImageCount = 60, CaptionCount = 300;

    private readonly TemporaryFolder _folder = new();
    private readonly GoldenBundle _bundle;

    public AuditCommandTests()
    {
        _bundle = new GoldenBundle(_folder);
        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, ImageCount * RowLength).Select(_ => random.NextSingle())];
        WriteFeatures(features, "test");
        string Caption() => string.Join(' ', Enumerable.Range(0, random.Next(1, 8)).Select(_ => $"w{random.Next(4, Config.VocabularySize)}"));
        File.WriteAllLines(_bundle.Captions, Enumerable.Range(0, CaptionCount).Select(_ => Caption()));
        Features = features;
    }

    private static ModelConfig Config => GoldenBundle.Sgr.Config;

    private static int RowLength => Config.RegionCount * Config.FeatureSize;

    private float[] Features { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shares_are_those_of_a_plain_count_over_all_queries()
    {
        var kept = Audit("--queries", "1000", "--json").Document.GetProperty("kept").EnumerateArray().ToDictionary(
            row => (row.GetProperty("direction").GetString()!, row.GetProperty("module").GetString()!,
                row.GetProperty("shortlist").GetInt32(), row.GetProperty("top").GetInt32()),
            row => row.GetProperty("kept").GetDouble());
        Assert.Equal(2 * 3 * 4 * 3, kept.Count);
        var bundle = Bundle.Load(_bundle.Path);
        var cosines = Cosines(bundle.Sgr!, bundle.Saf!);
        foreach (var module in (string[])["sgr", "saf", "sgraf"])
        {
            var scores = Scores(module);
            foreach (var (_, _, size, top) in kept.Keys.Where(key => key is ("t2i", "sgr", _, _)))
            {
                Assert.Equal(MeanKept(Transpose(scores), Transpose(cosines), size, top), kept[("t2i", module, size, top)], 1e-9);
                Assert.Equal(MeanKept(scores, cosines, size, top), kept[("i2t", module, size, top)], 1e-9);
            }
        }
        Assert.True(kept[("i2t", "sgr", 50, 50)] < 1 && kept[("i2t", "sgr", 500, 50)] == 1, "A shortlist of 50 of 300 loses some, one of all none.");
    }

    [Fact]
    public void The_summary_says_what_was_searched()
    {
        var document = Audit("--queries", "7", "--json").Document;
        int Number(string name) => document.GetProperty(name).GetInt32();
        Assert.Equal((ImageCount, CaptionCount, 7, 7), (Number("images"), Number("captions"), Number("caption_queries"), Number("image_queries")));
        Assert.Equal(("globals", 2 * Config.JointSize), (document.GetProperty("shortlist").GetString(), Number("vector_size")));
        Assert.True(document.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void The_same_seed_asks_the_same_queries_and_another_seed_others()
    {
        string Kept(string seed) => Audit("--queries", "5", "--json", "--seed", seed).Document.GetProperty("kept").GetRawText();
        Assert.Equal(Kept("3"), Kept("3"));
        Assert.NotEqual(Kept("3"), Kept("4"));
    }

    [Fact]
    public void Images_written_once_a_caption_are_the_same_images()
    {
        var once = Audit("--queries", "10", "--json").Document;
        WriteFeatures([.. Features.Chunk(RowLength).SelectMany(row => Enumerable.Repeat(row, 5)).SelectMany(row => row)], "test");
        var repeated = Audit("--queries", "10", "--json").Document;
        Assert.Equal(once.GetProperty("kept").GetRawText(), repeated.GetProperty("kept").GetRawText());
    }

    [Fact]
    public void A_table_for_people_has_a_line_for_each_shortlist()
    {
        var result = Audit("--queries", "4");
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["direction", "module", "shortlist", "of", "top", "1", "of", "top", "10", "of", "top", "50"], Words(lines[0]));
        Assert.Equal(1 + 2 * 3 * 4 + 1, lines.Length);
        Assert.Equal(["t2i", "sgr", "100", "100.0", "%", "100.0", "%", "100.0", "%"], Words(lines[2]));
        Assert.StartsWith("4 captions on 60 images, 4 images on 300 captions, globals of ", lines[^1]);
        Assert.StartsWith($"Scoring: {2 * 4 * (ImageCount + CaptionCount):N0} pairs in ", result.Error);
    }

    [Fact]
    public void A_bundle_of_one_network_is_audited_for_it_alone()
    {
        using var folder = new TemporaryFolder();
        var bundle = new GoldenBundle(folder, SimilarityModule.Saf);
        var result = CommandLine.Run("audit", "--bundle", bundle.Path, "--data", _folder.Path, "--queries", "3", "--json");
        var modules = result.Document.GetProperty("kept").EnumerateArray().Select(row => row.GetProperty("module").GetString()).Distinct();
        Assert.Equal(["saf"], modules);
    }

    [Fact]
    public void Projections_of_the_bundle_are_used()
    {
        var full = Bundle.Load(_bundle.Path);
        var (inputs, random) = (2 * Config.JointSize, new Random(5));
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var target = _folder.PathOf("projected");
        BundleWriter.Write(target, full with
        {
            Shortlist = new Dictionary<string, WeightTensor>
            {
                ["image.weight"] = new([6, inputs], Draw(6 * inputs)), ["image.bias"] = new([6], Draw(6)),
                ["text.weight"] = new([6, inputs], Draw(6 * inputs)), ["text.bias"] = new([6], Draw(6)),
            },
        });
        var document = CommandLine.Run("audit", "--bundle", target, "--data", _folder.Path, "--queries", "3", "--json").Document;
        Assert.Equal(("projected", 6), (document.GetProperty("shortlist").GetString(), document.GetProperty("vector_size").GetInt32()));
    }

    [Fact]
    public void A_dual_encoder_of_the_bundle_is_used()
    {
        var full = Bundle.Load(_bundle.Path);
        var target = _folder.PathOf("dual");
        BundleWriter.Write(target, full with { Shortlist = RandomCheckpoint.Create(full.Config, SimilarityModules.Dual, seed: 4).Tensors });
        var document = CommandLine.Run("audit", "--bundle", target, "--data", _folder.Path, "--queries", "1000", "--json").Document;
        Assert.Equal(("dual", Config.JointSize), (document.GetProperty("shortlist").GetString(), document.GetProperty("vector_size").GetInt32()));
        var kept = document.GetProperty("kept").EnumerateArray().First(row =>
            row.GetProperty("direction").GetString() == "i2t" && row.GetProperty("module").GetString() == "saf"
            && row.GetProperty("shortlist").GetInt32() == 50 && row.GetProperty("top").GetInt32() == 10);
        Assert.Equal(MeanKept(Scores("saf"), Cosines(Bundle.Load(target).Dual!), 50, 10), kept.GetProperty("kept").GetDouble(), 1e-9);
    }

    [Fact]
    public void Of_dev_the_first_5000_captions_count()
    {
        File.WriteAllLines(_folder.PathOf("dev_caps.txt"), Enumerable.Repeat("w5 w6", 5070));
        WriteFeatures(new float[1014 * RowLength], "dev");
        var document = Audit("--split", "dev", "--queries", "1", "--json").Document;
        Assert.Equal((1000, 5000), (document.GetProperty("images").GetInt32(), document.GetProperty("captions").GetInt32()));
    }

    [Fact]
    public void Captions_that_do_not_fit_the_images_are_refused()
    {
        File.AppendAllText(_bundle.Captions, "w5\n");
        var result = Audit();
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"sgraf audit: {_bundle.Features} has 60 images and there are 301 captions; expected five captions an image, each image once or five times.\n",
            result.Error);
    }

    [Fact]
    public void A_split_that_is_not_there_is_named()
    {
        var result = Audit("--split", "val");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.StartsWith($"sgraf audit: {_folder.Path} has neither val_caps.txt nor val.jsonl; ", result.Error);
    }

    [Fact]
    public void Features_of_another_detector_are_refused()
    {
        NpyWriter.Write(_bundle.Features, [ImageCount, 2, 3], writer => writer.Append(new float[ImageCount * 6]));
        Assert.Contains(
            $"test has features of 2 x 3, the model wants {Config.RegionCount} x {Config.FeatureSize}; use features of the detector tiny-detector",
            Audit().Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--queries", "0")]
    [InlineData("--seed", "-1")]
    [InlineData("--threads", "-1")]
    public void Numbers_out_of_range_are_wrong_usage(params string[] options) => Assert.Equal(ExitCode.WrongUsage, Audit(options).ExitCode);

    [Fact]
    public void An_interrupted_audit_says_so()
    {
        var result = CommandLine.Run(
            AllCommands.Create(), Stream.Null, new CancellationToken(canceled: true), "audit", "--bundle", _bundle.Path, "--data", _folder.Path);
        Assert.Equal((ExitCode.Interrupted, "", "sgraf audit: interrupted.\n"), (result.ExitCode, result.Output, result.Error));
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double MeanKept(double[][] scores, double[][] products, int size, int top) => scores.Zip(products, (row, product) =>
    {
        var best = Best(row, top);
        return (double)best.Intersect(Best(product, size)).Count() / best.Length;
    }).Average();

    private static int[] Best(double[] values, int count) =>
        [.. Enumerable.Range(0, values.Length).OrderByDescending(index => values[index]).Take(count)];

    private static double[][] Transpose(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Select(row => row[column]).ToArray())];

    private double[][] Scores(string module)
    {
        var target = _folder.PathOf("scores.npy");
        CommandLine.Run(
            "score", "--bundle", _bundle.Path, "--features", _bundle.Features, "--captions", _bundle.Captions, "--out", target, "--module", module);
        using var file = NpyFile.Open(target);
        using var scores = file.Map(0, ImageCount);
        return [.. Array.ConvertAll(scores.Span.ToArray(), score => (double)score).Chunk(CaptionCount)];
    }

    /// <summary>Of each image with each caption, the sum of all networks' cosines.</summary>
    private double[][] Cosines(params Checkpoint[] networks)
    {
        var bundle = Bundle.Load(_bundle.Path);
        var indexer = new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath));
        int[][] captions = [.. File.ReadAllLines(_bundle.Captions).Select(indexer.Encode)];
        var sums = Enumerable.Range(0, ImageCount).Select(_ => new double[CaptionCount]).ToArray();
        foreach (var checkpoint in networks)
        {
            using var images = new ImageEncoder(checkpoint, bundle.Config);
            using var texts = new TextEncoder(checkpoint, bundle.Config);
            var left = images.Encode(Features, ImageCount, Config.RegionCount, Config.FeatureSize).Globals.Chunk(Config.JointSize).ToArray();
            var right = texts.Encode(captions).Globals.Chunk(Config.JointSize).ToArray();
            for (var image = 0; image < ImageCount; image++)
                for (var caption = 0; caption < CaptionCount; caption++)
                    sums[image][caption] += left[image].Zip(right[caption], (v, t) => (double)v * t).Sum();
        }
        return sums;
    }

    private void WriteFeatures(float[] features, string split) => NpyWriter.Write(
        _folder.PathOf($"{split}_ims.npy"), [features.Length / RowLength, Config.RegionCount, Config.FeatureSize], writer => writer.Append(features));

    private CommandLine Audit(params string[] options) => CommandLine.Run(["audit", "--bundle", _bundle.Path, "--data", _folder.Path, .. options]);
}
