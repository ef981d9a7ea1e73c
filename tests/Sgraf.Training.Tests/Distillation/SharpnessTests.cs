using Sgraf.Training.Distillation;

namespace Sgraf.Training.Tests.Distillation;

public sealed class SharpnessTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void The_weight_lies_on_as_many_items_as_asked_for(double perplexity)
    {
        var rows = Rows(scale: 0.01f);
        var factor = Sharpness.Find(rows, perplexity);
        Assert.Equal(perplexity, Math.Exp(rows.Average(row => Entropy(row, factor))), 1e-2);
    }

    [Fact]
    public void Logits_that_lie_a_hundred_times_closer_need_a_hundred_times_the_factor() =>
        Assert.Equal(100, Sharpness.Find(Rows(scale: 0.01f), 10) / Sharpness.Find(Rows(scale: 1), 10), 0.1);

    [Fact]
    public void Of_few_items_at_most_half_share_the_weight()
    {
        float[][] rows = [[0, 1, 2, 3, 4, 5]];
        Assert.Equal(3, Math.Exp(Entropy(rows[0], Sharpness.Find(rows, 10))), 1e-3);
    }

    private static float[][] Rows(float scale)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 100).Select(_ => scale * random.NextSingle()).ToArray())];
    }

    private static double Entropy(float[] row, double factor)
    {
        var weights = row.Select(logit => Math.Exp(factor * logit)).ToArray();
        return -weights.Select(weight => weight / weights.Sum()).Sum(share => share * Math.Log(share));
    }
}
