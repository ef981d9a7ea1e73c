using System.Diagnostics;
using System.Globalization;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

public sealed class GarbageCollectionTests
{
    /// <summary>Names the seconds of the test below; 60 is a thorough run.</summary>
    private const string SecondsVariable = "SGRAF_COLLECTION_SECONDS";

    /// <summary>A packed sequence in sorted order has two indices without any memory, whose disposal TorchSharp does not count.</summary>
    private const int EmptyTensors = 2 * 2;

    [Theory]
    [InlineData("tiny-SGR")]
    [InlineData("tinyalt-SAF")]
    public void Training_survives_collections_at_any_moment(string name)
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable(SecondsVariable) ?? "2", CultureInfo.InvariantCulture);
        var golden = GoldenCase.Load(name);
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() => Collect(stop.Token));
        collector.Start();
        try
        {
            Train(golden, TimeSpan.FromSeconds(seconds));
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void A_step_leaves_no_tensor_alive()
    {
        var golden = GoldenCase.Load("tiny-SGR");
        using var batch = new GoldenBatch(golden, training: true);
        using var adam = new Adam(batch.Network.named_parameters().Select(parameter => (parameter.name, parameter.parameter)));
        using var hinge = new HingeLoss();
        Step(batch, golden.Module, adam, hinge);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Step(batch, golden.Module, adam, hinge);
        Assert.Equal(before + EmptyTensors, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static void Train(GoldenCase golden, TimeSpan time)
    {
        using var batch = new GoldenBatch(golden, training: true);
        using var adam = new Adam(batch.Network.named_parameters().Select(parameter => (parameter.name, parameter.parameter)));
        using var hinge = new HingeLoss();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time) Assert.True(float.IsFinite(Step(batch, golden.Module, adam, hinge)));
    }

    private static float Step(GoldenBatch batch, SimilarityModule module, Adam adam, HingeLoss hinge)
    {
        using var scope = NewDisposeScope();
        var loss = hinge.Of(batch.Network.Score(batch.Encode(), module));
        adam.ClearGradients();
        loss.backward();
        adam.ClipGradients(2);
        adam.Step(2e-4);
        return loss.item<float>();
    }

    private static void Collect(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
    }
}
