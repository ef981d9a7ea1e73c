using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Tests;
using Sgraf.Training.Data;
using Sgraf.Training.Distillation;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Tests.Commands;

namespace Sgraf.Training.Tests.Distillation;

public sealed class TeacherTests : IDisposable
{
    private const int ImageCount = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly Bundle _bundle;
    private readonly DataSplit _data;

    public TeacherTests()
    {
        var golden = new GoldenBundle(_folder);
        _bundle = Bundle.Load(golden.Path);
        var random = new Random(1);
        var size = _bundle.Config.RegionCount * _bundle.Config.FeatureSize;
        NpyWriter.Write(golden.Features, [ImageCount, _bundle.Config.RegionCount, _bundle.Config.FeatureSize],
            file => file.Append([.. Enumerable.Range(0, ImageCount * size).Select(_ => random.NextSingle())]));
        File.WriteAllLines(golden.Captions, Enumerable.Range(0, 5 * ImageCount).Select(_ => $"w{random.Next(4, 9)} w{random.Next(4, 9)}"));
        _data = DataSplit.Open(_folder.Path, "test", _bundle);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_block_holds_the_logit_of_the_mean_score_of_every_pair()
    {
        using var networks = new BundleNetworks(_bundle);
        var block = new Teacher(_bundle, networks, _data, threads: 1).Score([4, 1], _ => { }, CancellationToken.None);
        var scores = ExhaustiveScores.Of(
            _bundle, SimilarityModule.Sgraf, _data, EvaluationFold.Whole(_data, "test"), threads: 1, _ => { }, CancellationToken.None);
        int[] captions = [20, 21, 22, 23, 24, 5, 6, 7, 8, 9];
        var expected = from image in (int[])[4, 1]
                       from caption in captions
                       let score = (double)scores[image * 5 * ImageCount + caption]
                       select (float)Math.Log(score / (1 - score));
        Assert.Equal((2, 10, 2 * _bundle.Config.JointSize), (block.ImageCount, block.CaptionCount, block.GlobalSize));
        Close.Assert([.. expected], block.Logits, 1e-4, "logits");
    }

    [Fact]
    public void A_block_holds_the_global_vectors_of_its_images_and_captions()
    {
        using var networks = new BundleNetworks(_bundle);
        var block = new Teacher(_bundle, networks, _data, threads: 1).Score([3], _ => { }, CancellationToken.None);
        var vectors = new ShortlistVectors(_bundle);
        Close.Assert(vectors.OfImages(networks.EncodeImages(_data.ReadFeatures([3]))), block.Images, 1e-6, "images");
        Close.Assert(vectors.OfCaptions(networks.EncodeCaptions([.. _data.Captions.Skip(15).Take(5)])), block.Captions, 1e-6, "captions");
    }

    [Fact]
    public void All_pairs_are_announced_and_counted()
    {
        using var networks = new BundleNetworks(_bundle);
        var teacher = new Teacher(_bundle, networks, _data, threads: 1);
        var counted = 0L;
        teacher.Score([0, 1, 2], pairs => counted += pairs, CancellationToken.None);
        Assert.Equal(2 * 3 * 15, counted);
        Assert.Equal(counted, teacher.Pairs([0, 1, 2]));
    }
}
