using Sgraf.Training.Detection;
using Sgraf.Training.Network;
using Sgraf.Training.Optimization;
using Sgraf.Training.Terminal;
using TorchSharp;

namespace Sgraf.Training.Tests.Detection;

public sealed class DetectorTrainingTests : IDisposable
{
    private const int Side = 96;

    private readonly TinyScenes _scenes = new(120, 24, Side);

    public DetectorTrainingTests() => TorchLibrary.Load();

    public void Dispose() => _scenes.Dispose();

    [Fact]
    public void A_detector_learns_to_find_objects_and_their_colours()
    {
        var report = DetectorJob.Run(Request with { Epochs = 40 }, Session());
        Assert.True(report.Dev.Recall > 0.5, $"{report.Dev}: {string.Join(", ", report.Dev.Accuracies)}");
        Assert.True(report.Dev.FalsePositives < 0.6 * report.Dev.Objects, $"It found {report.Dev.FalsePositives} objects that are none.");
        Assert.True(report.Dev.Accuracies["colour"] > 0.3, $"{report.Dev}: {string.Join(", ", report.Dev.Accuracies)}");
        Assert.Equal(24, report.Dev.Pictures);
    }

    [Fact]
    public void The_same_seed_gives_the_same_detector_and_another_seed_another()
    {
        string[] ids = [.. ((int[])[1, 1, 2]).Select(seed => DetectorJob.Run(Request with { Steps = 3, Seed = seed }, Session()).Id)];
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Fact]
    public void Training_ends_after_the_steps_that_were_asked_for() =>
        Assert.Equal(9, DetectorJob.Run(Request with { Steps = 9, Epochs = 4 }, Session()).Steps);

    [Fact]
    public void No_tensor_is_left_alive_by_a_step()
    {
        var pictures = LabelledPictures.Read(_scenes.Path, "train");
        using var training = new DetectorTraining(Request, pictures);
        training.Network.train();
        using var batch = new DetectionReader(pictures, Side, 8, seed: 1).Read(0).First();
        training.Step(batch, 1e-3);      // the first step makes the gradients, which stay
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        training.Step(batch, 1e-3);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training_and_names_the_step()
    {
        var error = Assert.Throws<NonFiniteLossException>(() => DetectorJob.Run(Request with { LearningRate = 1e30, Steps = 20 }, Session()));
        Assert.StartsWith("step ", error.Message);
        Assert.False(File.Exists(Request.Out));
    }

    private DetectorRequest Request => new()
    {
        Data = _scenes.Path, Out = _scenes.PathOf("detector.onnx"), Side = Side, BatchSize = 8, Device = "cpu",
    };

    private static Session Session() => new(new StandardStreams(Stream.Null, TextWriter.Null, TextWriter.Null), Json: false, CancellationToken.None);
}
