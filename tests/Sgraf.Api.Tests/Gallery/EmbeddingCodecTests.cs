using Sgraf.Api.Gallery;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Gallery;

public sealed class EmbeddingCodecTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("full-SGR")]
    [InlineData("full-SAF")]
    [InlineData("tiny-SGR")]
    [InlineData("tinyalt-SAF")]
    public void Half_precision_changes_the_scores_of_reference_pairs_by_less_than_three_thousandths(string name)
    {
        var golden = GoldenCase.Load(name);
        using var imageEncoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        using var textEncoder = new TextEncoder(golden.Checkpoint, golden.Config);
        using var scorer = new FusedScorer(golden.Checkpoint, golden.Config, golden.Module);
        AssertClose(3e-3f, scorer, imageEncoder.Encode(golden.Images.Values, [.. golden.Images.Shape]), textEncoder.Encode(golden.Captions));
    }

    [Theory]
    [InlineData(SimilarityModule.Sgr)]
    [InlineData(SimilarityModule.Saf)]
    public void Half_precision_changes_the_scores_of_full_size_networks_by_less_than_a_ten_thousandth(SimilarityModule module)
    {
        var config = new ModelConfig { VocabularySize = 500 };
        var checkpoint = RandomCheckpoint.Create(config, module, seed: 1);
        using var imageEncoder = new ImageEncoder(checkpoint, config);
        using var textEncoder = new TextEncoder(checkpoint, config);
        using var scorer = new FusedScorer(checkpoint, config, module);
        var random = new Random(2);
        float[] features = [.. Enumerable.Range(0, 16 * config.RegionCount * config.FeatureSize).Select(_ => random.NextSingle() * 4)];
        int[][] captions = [.. Enumerable.Range(0, 8).Select(caption => Enumerable.Range(0, 4 + 2 * caption).Select(_ => random.Next(500)).ToArray())];
        AssertClose(1e-4f, scorer, imageEncoder.Encode(features, 16, config.RegionCount, config.FeatureSize), textEncoder.Encode(captions));
    }

    [Theory]
    [InlineData(70_000f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void What_half_precision_cannot_hold_is_refused(float value)
    {
        Assert.Throws<NotFiniteNumberException>(() => EmbeddingCodec.Encode([1, value, 3], [1]));
        Assert.Throws<NotFiniteNumberException>(() => EmbeddingCodec.Encode([1], [float.NaN]));
    }

    private void AssertClose(float largest, FusedScorer scorer, EncodedImages images, EncodedCaptions captions)
    {
        using var exactImages = new PackedImages(images);
        using var exactCaptions = new PackedCaptions(captions);
        using var storedImages = new PackedImages(Stored(images.Regions, images.Count), images.Globals, images.RegionCount, images.JointSize);
        using var storedCaptions = new PackedCaptions(captions with { Words = Stored(captions.Words, 1) });
        var (exact, stored) = (new float[images.Count * captions.Count], new float[images.Count * captions.Count]);
        scorer.Score(exactImages, exactCaptions, exact);
        scorer.Score(storedImages, storedCaptions, stored);
        var error = exact.Zip(stored, (left, right) => MathF.Abs(left - right)).Max();
        output.WriteLine($"largest error of a score {error:E1} over {exact.Length} pairs, scores {exact.Min():F4} to {exact.Max():F4}");
        Assert.InRange(error, 0, largest);
    }

    private static float[] Stored(float[] embeddings, int items)
    {
        var (size, stored) = (embeddings.Length / items, new float[embeddings.Length]);
        for (var item = 0; item < items; item++)
            EmbeddingCodec.Decode(EmbeddingCodec.Encode(embeddings.AsSpan(item * size, size), [0]), stored.AsSpan(item * size, size), new float[1]);
        return stored;
    }
}
