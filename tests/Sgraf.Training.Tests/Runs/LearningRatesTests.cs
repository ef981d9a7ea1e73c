using Sgraf.Training.Runs;

namespace Sgraf.Training.Tests.Runs;

public sealed class LearningRatesTests
{
    [Fact]
    public void A_step_falls_once_after_its_epochs()
    {
        var rates = new LearningRates(new HyperParameters { LearningRate = 2e-4, DecayAfter = 3, DecayFactor = 0.1 }, stepsAnEpoch: 10);
        Assert.Equal(2e-4, rates.At(0));
        Assert.Equal(2e-4, rates.At(29));
        Assert.Equal(2e-5, rates.At(30), 1e-12);
    }

    [Fact]
    public void A_cosine_falls_to_nothing_at_the_end()
    {
        var rates = new LearningRates(new HyperParameters { LearningRate = 1, Epochs = 4, Schedule = LearningRateSchedule.Cosine }, stepsAnEpoch: 5);
        Assert.Equal(1, rates.At(0));
        Assert.Equal(0.5, rates.At(10), 1e-12);
        Assert.Equal(0, rates.At(20), 1e-12);
    }

    [Fact]
    public void The_rate_rises_first_where_that_is_asked_for()
    {
        var rates = new LearningRates(new HyperParameters { LearningRate = 1, WarmUpSteps = 4 }, stepsAnEpoch: 100);
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Enumerable.Range(0, 5).Select(step => rates.At(step)));
    }
}
