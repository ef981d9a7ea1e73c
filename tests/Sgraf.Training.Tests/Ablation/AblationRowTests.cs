using Sgraf.Training.Ablation;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Tests.Ablation;

public sealed class AblationRowTests
{
    [Fact]
    public void A_row_is_the_mean_of_its_seeds_with_their_deviation()
    {
        RetrievalMetrics[] metrics = [Metrics(50), Metrics(52), Metrics(57)];
        VariantResult[] runs = [Result(3, 60), Result(4, 90), Result(2, 30)];
        var row = AblationRow.Of("sgr", "SGR", [1, 2, 3], metrics, runs);
        Assert.Equal((53, 53), (row.I2t.R1, row.T2i.R10));
        Assert.Equal(6 * 53, row.Rsum, 1e-9);
        Assert.Equal(Math.Sqrt((18.0 * 18 + 6 * 6 + 24 * 24) / 2), row.RsumDeviation!.Value, 1e-9);
        Assert.Equal([300.0, 312, 342], row.Rsums);
        Assert.Equal([3, 4, 2], row.BestEpochs);
        Assert.Equal(60, row.Seconds);
    }

    [Fact]
    public void One_seed_has_no_deviation() =>
        Assert.Null(AblationRow.Of("sgr", "SGR", [1], [Metrics(50)], [Result(1, 1)]).RsumDeviation);

    private static RetrievalMetrics Metrics(double recall)
    {
        var direction = new DirectionMetrics(recall, recall, recall, 1, 1);
        return new RetrievalMetrics(direction, direction);
    }

    private static VariantResult Result(int bestEpoch, double seconds) =>
        new("test", 10, 50, bestEpoch, 5, seconds, new Dictionary<string, RetrievalMetrics>());
}
