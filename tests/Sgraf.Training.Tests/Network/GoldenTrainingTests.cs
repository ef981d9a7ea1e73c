using Sgraf.Tests;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using Parameter = TorchSharp.Modules.Parameter;
using Tensor = TorchSharp.torch.Tensor;

namespace Sgraf.Training.Tests.Network;

/// <summary>One and several steps of training against those of the official code.</summary>
public sealed class GoldenTrainingTests
{
    private const double ClippingLength = 2;
    private const double LearningRate = 2e-4;

    /// <summary>A few times what single precision costs the length of the official gradients at full size: 4e-5, and more for a part.</summary>
    private const double LengthTolerance = 3e-4;

    public static TheoryData<string> StoredCases =>
        [.. GoldenCase.Names.Where(name => GoldenCase.Load(name.Data).WeightsAreStored)];

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Scores_and_loss_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: true);
        using var hinge = new HingeLoss();
        var scores = batch.Network.Score(batch.Encode(), golden.Module);
        golden.AssertOutput("train_scores", NetworkWeights.Read(scores).Span);
        golden.AssertOutput("train_loss", NetworkWeights.Read(hinge.Of(scores)).Span);
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Gradients_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: true);
        LossOf(batch, golden).backward();
        var lengths = LengthsByName(golden);
        var compared = 0;
        foreach (var (parameter, gradient) in Gradients(batch.Network, golden))
        {
            if (IsZeroByConstruction(golden, parameter)) continue;
            var allowed = golden.Tolerance($"grad.{parameter}");
            if (golden.WeightsAreStored) Close.Assert(golden.Output($"grad.{parameter}").Span, gradient, allowed, $"{name} grad.{parameter}");
            else AssertSamples(golden, parameter, gradient, allowed);
            Assert.Equal(lengths[parameter], Length(gradient), LengthTolerance * lengths[parameter] + 1e-6);
            compared++;
        }
        Assert.Equal(lengths.Count - golden.Document.GetProperty("zero_grad_params").GetArrayLength(), compared);
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void The_length_of_all_gradients_is_that_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: true);
        using var adam = OptimizerOf(batch.Network);
        LossOf(batch, golden).backward();
        golden.AssertOutput("train_grad_total_norm", [(float)adam.ClipGradients(ClippingLength)]);
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Batch_norms_keep_the_statistics_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: true);
        LossOf(batch, golden);
        var after = batch.Network.ToCheckpoint(golden.Module);
        var buffers = after.Tensors.Keys.Where(tensor => golden.HasOutput($"bn_after.{tensor}")).ToArray();
        Assert.True(buffers.Length >= 6);
        foreach (var buffer in buffers) golden.AssertOutput($"bn_after.{buffer}", after[buffer].Span);
    }

    [Theory, MemberData(nameof(StoredCases))]
    public void Parameters_after_one_step_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: true);
        using var adam = OptimizerOf(batch.Network);
        Step(batch, golden, adam);
        var after = batch.Network.ToCheckpoint(golden.Module);
        foreach (var (parameter, _) in Gradients(batch.Network, golden))
            if (!IsZeroByConstruction(golden, parameter)) AssertMoved(golden, parameter, after[parameter].Span);
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Losses_over_five_steps_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: true);
        using var adam = OptimizerOf(batch.Network);
        var losses = Enumerable.Range(0, 5).Select(_ => Step(batch, golden, adam)).ToArray();
        var expected = golden.Output("train_losses_adam").Values.ToArray();
        Assert.Equal(expected[0], losses[0], golden.Tolerance("train_losses_adam"));
        // Gradients that are zero but for rounding become whole steps of Adam: later losses agree to a hundredth.
        for (var step = 1; step < losses.Length; step++) Assert.Equal(expected[step], losses[step], 1e-2 * expected[step]);
        Assert.True(losses[^1] < losses[0], "The loss did not fall.");
    }

    private static Tensor LossOf(GoldenBatch batch, GoldenCase golden)
    {
        using var hinge = new HingeLoss(golden.Document.GetProperty("margin").GetDouble(), golden.Document.GetProperty("max_violation").GetBoolean());
        return hinge.Of(batch.Network.Score(batch.Encode(), golden.Module));
    }

    private static float Step(GoldenBatch batch, GoldenCase golden, Adam adam)
    {
        var loss = LossOf(batch, golden);
        adam.ClearGradients();
        loss.backward();
        adam.ClipGradients(ClippingLength);
        adam.Step(LearningRate);
        return NetworkWeights.Read(loss).Span[0];
    }

    private static Adam OptimizerOf(SgrafNetwork network) => new(network.named_parameters().Select(parameter => (parameter.name, parameter.parameter)));

    /// <summary>Gradients by published name.</summary>
    private static IEnumerable<(string Name, float[] Gradient)> Gradients(SgrafNetwork network, GoldenCase golden) =>
        network.TensorsOf(golden.Module).Where(tensor => tensor.Tensor is Parameter)
            .Select(tensor => (tensor.Name, NetworkWeights.Read(tensor.Tensor.grad!).Values.ToArray()));

    private static bool IsZeroByConstruction(GoldenCase golden, string parameter) =>
        golden.Document.GetProperty("zero_grad_params").EnumerateArray().Any(entry => entry.GetString() == parameter);

    private static Dictionary<string, float> LengthsByName(GoldenCase golden) =>
        golden.Document.GetProperty("grad_names").EnumerateArray().Select(entry => entry.GetString()!)
            .Zip(golden.Output("train_grad_names_l2").Values.ToArray()).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Full cases keep 64 values and four sums of each gradient.</summary>
    private static void AssertSamples(GoldenCase golden, string parameter, float[] gradient, double allowed)
    {
        var expected = golden.Output($"grad_sample.{parameter}").Span;
        var samples = Enumerable.Range(0, expected.Length).Select(i => gradient[(long)i * gradient.Length / Math.Min(gradient.Length, 64)]).ToArray();
        Close.Assert(expected, samples, allowed, $"{golden.Name} grad_sample.{parameter}");
        var stats = golden.Output($"grad_stats.{parameter}").Values.ToArray();
        Assert.Equal(stats[1], gradient.Sum(value => Math.Abs((double)value)), LengthTolerance * stats[1] + 1e-6);
        Assert.Equal(stats[3], gradient.Max(Math.Abs), allowed);
    }

    private static double Length(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));

    /// <summary>Where a gradient is lost in rounding, Adam may still make a whole step, in either direction.</summary>
    private static void AssertMoved(GoldenCase golden, string parameter, ReadOnlySpan<float> values)
    {
        var gradient = golden.Output($"grad.{parameter}").Values.ToArray();
        var expected = golden.Output($"adam1.{parameter}").Values.ToArray();
        var floor = 1e-5 * gradient.Max(Math.Abs);
        for (var i = 0; i < values.Length; i++)
        {
            var allowed = Math.Abs(gradient[i]) > floor ? golden.Tolerance($"adam1.{parameter}") : 2 * LearningRate;
            Assert.True(Math.Abs(expected[i] - values[i]) <= allowed, $"{parameter} at {i}: expected {expected[i]}, found {values[i]}, gradient {gradient[i]}.");
        }
    }
}
