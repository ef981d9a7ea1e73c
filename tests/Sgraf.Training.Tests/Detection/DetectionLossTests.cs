using Sgraf.Training.Detection;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Detection;

public sealed class DetectionLossTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope;

    public DetectionLossTests()
    {
        TorchLibrary.Load();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_loss_of_middles_follows_its_formula()
    {
        float[] logits = [2, -1, 0.5f, -3], bells = [1, 0.6f, 0, 0.1f];
        var expected = 0.0;
        foreach (var (logit, bell) in logits.Zip(bells))
        {
            var p = 1 / (1 + Math.Exp(-logit));
            expected -= bell == 1 ? Math.Pow(1 - p, 2) * Math.Log(p) : Math.Pow(1 - bell, 4) * p * p * Math.Log(1 - p);
        }
        Assert.Equal(expected / 3, DetectionLoss.OfCentres(tensor(logits, [1, 4]), tensor(bells, [1, 4]), 3).item<float>(), 1e-6);
    }

    [Fact]
    public void A_sure_and_right_map_costs_nothing() =>
        Assert.Equal(0, DetectionLoss.OfCentres(tensor(new float[] { 30, -30 }, [1, 2]), tensor(new float[] { 1, 0 }, [1, 2]), 1).item<float>(), 1e-6);

    [Fact]
    public void The_loss_of_sides_is_the_logarithm_of_the_overlap()
    {
        var sides = tensor(new float[] { 10, 10, 10, 10 }, [1, 4]);
        var wanted = tensor(new float[] { 20, 10, 10, 5 }, [1, 4]);
        var (common, both) = (20.0 * 15 + 1, 20.0 * 20 + 30 * 15 - 20 * 15 + 1);
        Assert.Equal(-Math.Log(common / both), DetectionLoss.OfSides(sides, wanted).item<float>(), 1e-6);
        Assert.Equal(0, DetectionLoss.OfSides(wanted, wanted).item<float>(), 1e-6);
    }

    [Fact]
    public void Regions_without_an_answer_do_not_count()
    {
        var logits = tensor(new float[] { 1, 2, 3, 50, 0, 0 }, [1, 2, 3]);
        var answers = tensor(new long[] { 2, AttributeHead.NoAnswer }, [1, 2]);
        var expected = -Math.Log(Math.Exp(3) / (Math.Exp(1) + Math.Exp(2) + Math.Exp(3)));
        Assert.Equal(expected, DetectionLoss.OfAnswers(logits, answers).item<float>(), 1e-6);
    }
}
