using Sgraf.Tests;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Tests.Network;

namespace Sgraf.Training.Tests.Evaluation;

public sealed class TorchScoresTests
{
    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Scores_are_those_of_the_official_code_in_any_order_of_captions_and_blocks(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: false);
        var (count, size) = (golden.Images.Shape[0], golden.Config.RegionCount * golden.Config.FeatureSize);
        var features = golden.Images.Values.ToArray();
        int[][] captions = [.. golden.Captions.Reverse()];
        var scores = TorchScores.Of(
            batch.Network, golden.Module, captions, [(0, 1, features.AsMemory(0, size)), (1, count - 1, features.AsMemory(size))], count,
            CancellationToken.None);
        golden.AssertOutput("scores", [.. scores.Chunk(captions.Length).SelectMany(row => row.Reverse())]);
    }

    [Fact]
    public void A_stop_is_heeded()
    {
        var golden = GoldenCase.Load("tiny-SGR");
        using var batch = new GoldenBatch(golden, training: false);
        var blocks = new[] { (0, golden.Images.Shape[0], (Memory<float>)golden.Images.Values.ToArray()) };
        Assert.Throws<OperationCanceledException>(() =>
            TorchScores.Of(batch.Network, golden.Module, golden.Captions, blocks, golden.Images.Shape[0], new CancellationToken(canceled: true)));
    }
}
