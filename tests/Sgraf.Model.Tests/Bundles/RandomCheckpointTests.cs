using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;

namespace Sgraf.Model.Tests.Bundles;

public sealed class RandomCheckpointTests
{
    private static readonly ModelConfig Small = new()
    {
        FeatureSize = 48, WordSize = 20, JointSize = 32, SimilaritySize = 16, RegionCount = 10, VocabularySize = 40, GruLayers = 2,
    };

    [Theory]
    [InlineData(SimilarityModule.Sgr)]
    [InlineData(SimilarityModule.Saf)]
    public void A_random_network_computes_scores_that_differ_from_pair_to_pair(SimilarityModule module)
    {
        var checkpoint = RandomCheckpoint.Create(Small, module, seed: 1);
        using var imageEncoder = new ImageEncoder(checkpoint, Small);
        using var textEncoder = new TextEncoder(checkpoint, Small);
        using var scorer = new OnnxScorer(checkpoint, Small, module);
        var random = new Random(2);
        float[] features = [.. Enumerable.Range(0, 3 * 10 * 48).Select(_ => random.NextSingle())];
        var scores = scorer.Score(imageEncoder.Encode(features, 3, 10, 48), textEncoder.Encode([1, 5, 2], [1, 9, 8, 2]));
        Assert.All(scores, score => Assert.InRange(score, 0.01f, 0.99f));
        Assert.Equal(6, scores.Distinct().Count());
    }

    [Fact]
    public void A_seed_decides_every_value()
    {
        float[] Values(int seed) => [.. RandomCheckpoint.Create(Small, SimilarityModule.Saf, seed)["img_enc.fc.weight"].Span];
        Assert.Equal(Values(3), Values(3));
        Assert.NotEqual(Values(3), Values(4));
    }
}
