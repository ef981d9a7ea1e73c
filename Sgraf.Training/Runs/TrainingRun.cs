using System.Diagnostics;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Runs;

/// <summary>A training from its first step, or from wherever it was stopped, to its end.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly RunFolder _folder;
    private readonly RunSettings _settings;
    private readonly RunKeeping _keeping;
    private readonly SgrafNetwork _network;
    private readonly Adam _adam;
    private readonly IObjective _hardest;
    private readonly IObjective _all;
    private readonly BatchReader _batches;
    private readonly LearningRates _learningRates;
    private readonly DevEvaluation _evaluation;
    private readonly Device _device;

    /// <param name="folder">Where it is kept.</param>
    /// <param name="settings">What it is.</param>
    /// <param name="keeping">How much of it is kept.</param>
    /// <param name="train">What it learns from.</param>
    /// <param name="dev">What it is measured on.</param>
    /// <param name="device">Where it computes.</param>
    public TrainingRun(RunFolder folder, RunSettings settings, RunKeeping keeping, DataSplit train, DataSplit dev, Device device)
    {
        (_folder, _settings, _keeping, _device) = (folder, settings, keeping, device);
        var parameters = settings.HyperParameters;
        var scaling = parameters.Standardize ? FeatureStatistics.Of(train) : null;
        _network = new SgrafNetwork(settings.Config, settings.Module, parameters.Regularization, scaling, parameters.Variant);
        InitialWeights.Draw(_network, parameters.Seed);
        _network.to(device);
        _adam = new Adam(_network.named_parameters(), parameters.WeightDecay);
        _hardest = Objectives.Create(_network, new HingeLoss(parameters.Margin), parameters.SafStatistics);
        _all = Objectives.Create(_network, new HingeLoss(parameters.Margin, hardest: false), parameters.SafStatistics);
        _batches = new BatchReader(train, parameters.BatchSize, parameters.Seed, parameters.Regularization.WordMasking);
        _learningRates = new LearningRates(parameters, _batches.BatchCount);
        _evaluation = new DevEvaluation(dev, parameters.DevImages);
    }

    /// <summary>The network with its present weights.</summary>
    internal SgrafNetwork Network => _network;

    /// <summary>Trains to the end.</summary>
    /// <returns>How far the run came.</returns>
    /// <exception cref="OperationCanceledException">Stopped; what was done is saved.</exception>
    /// <exception cref="NonFiniteLossException">The loss is no number; the last state stays.</exception>
    public RunProgress Run(IRunDisplay display, CancellationToken cancellation)
    {
        var progress = Start(display);
        using var logs = new RunLogs(_folder, progress, TimeProvider.System);
        while (progress.Epoch < _settings.HyperParameters.Epochs && !IsStale(progress))
        {
            progress = TrainEpoch(progress, logs, display, cancellation);
            progress = EndEpoch(progress, logs, display, cancellation);
        }
        return progress;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _hardest.Dispose();
        _all.Dispose();
        _adam.Dispose();
        _network.Dispose();
    }

    private RunProgress Start(IRunDisplay display)
    {
        if (File.Exists(_folder.State))
        {
            var progress = StateFile.Load(_folder.State, _network, _adam);
            display.Remark($"{_folder.Path}: going on from step {progress.Step}.");
            return progress;
        }
        if (_settings.StartFrom is { } origin) SavedWeights.Load(new RunFolder(origin).Best, _network);
        return new RunProgress();
    }

    private bool IsStale(RunProgress progress) =>
        _settings.HyperParameters.Patience is > 0 and var patience && progress.BestEpoch >= 0 && progress.Epoch - 1 - progress.BestEpoch >= patience;

    private RunProgress TrainEpoch(RunProgress progress, RunLogs logs, IRunDisplay display, CancellationToken cancellation)
    {
        var (sitting, start, saved) = (Stopwatch.StartNew(), progress, Stopwatch.StartNew());
        _network.train();
        foreach (var batch in _batches.Read(progress.Epoch, progress.Batch, CancellationToken.None))
        {
            using var owned = batch;
            var record = Step(batch, progress);
            progress = progress with
            {
                Step = progress.Step + 1, Batch = progress.Batch + 1, Seconds = start.Seconds + sitting.Elapsed.TotalSeconds,
            };
            logs.Write(record);
            display.Show(record, Outlook(progress, logs, sitting.Elapsed / (progress.Step - start.Step)));
            if (!cancellation.IsCancellationRequested && saved.Elapsed < _keeping.SaveEvery) continue;
            StateFile.Save(_folder.State, _network, _adam, progress);
            saved.Restart();
            cancellation.ThrowIfCancellationRequested();
        }
        return progress;
    }

    private StepRecord Step(TrainingBatch batch, RunProgress progress)
    {
        var clock = Stopwatch.StartNew();
        using var scope = NewDisposeScope();
        var parameters = _settings.HyperParameters;
        manual_seed(EpochOrder.RandomOf(parameters.Seed, progress.Step).NextInt64());     // dropout, wherever the run is taken up again
        var allCount = progress.Step < parameters.AllNegativesEpochs * _batches.BatchCount;
        var step = new TrainingStep(_network, allCount ? _all : _hardest, _adam, parameters.Clip);
        var rate = _learningRates.At(progress.Step);
        var outcome = step.Run(FeaturesOf(batch), new CaptionBatch(batch.Captions, _device), batch.Images, rate);
        var seconds = clock.Elapsed.TotalSeconds;
        return new StepRecord(
            progress.Step + 1, (progress.Step + 1.0) / _batches.BatchCount, outcome.Loss, outcome.Terms.ToDictionary(term => term.Name, term => term.Value),
            outcome.GradientLength, rate, seconds, batch.Captions.Count * (double)batch.Captions.Count / seconds);
    }

    private Tensor FeaturesOf(TrainingBatch batch)
    {
        var (regions, size) = (_settings.Config.RegionCount, _settings.Config.FeatureSize);
        var count = batch.Captions.Count;
        return AlignedTensors.Of(batch.Features[..(count * regions * size)], [count, regions, size], _device);
    }

    private RunProgress EndEpoch(RunProgress progress, RunLogs logs, IRunDisplay display, CancellationToken cancellation)
    {
        StateFile.Save(_folder.State, _network, _adam, progress);     // an evaluation that is interrupted is made again
        _network.eval();
        var clock = Stopwatch.StartNew();
        var metrics = _evaluation.Run(_network, cancellation);
        var rsum = (metrics.GetValueOrDefault("sgraf") ?? metrics.Values.Single()).Rsum;
        var isBest = rsum > progress.BestRsum;
        var record = new EpochRecord(
            progress.Epoch + 1, progress.Step, logs.MeanLossAfter((long)progress.Epoch * _batches.BatchCount), rsum, isBest, metrics,
            clock.Elapsed.TotalSeconds);
        SavedWeights.Write(_folder.AfterEpoch(progress.Epoch), _network, _folder, _settings, metrics);
        if (isBest) SavedWeights.Write(_folder.Best, _network, _folder, _settings, metrics);
        logs.Write(record);
        display.Show(record);
        var next = progress with
        {
            Epoch = progress.Epoch + 1, Batch = 0, Seconds = progress.Seconds + clock.Elapsed.TotalSeconds,
            BestRsum = isBest ? rsum : progress.BestRsum, BestEpoch = isBest ? progress.Epoch : progress.BestEpoch,
        };
        StateFile.Save(_folder.State, _network, _adam, next);
        foreach (var old in _folder.AllEpochs().SkipLast(_keeping.Epochs).ToArray()) Directory.Delete(old, recursive: true);
        return next;
    }

    private RunOutlook Outlook(RunProgress progress, RunLogs logs, TimeSpan pace)
    {
        var steps = (long)_batches.BatchCount * _settings.HyperParameters.Epochs;
        return new RunOutlook(
            steps, _settings.HyperParameters.Epochs, pace * (steps - progress.Step), logs.LastEpoch?.Rsum, progress.BestRsum < 0 ? null : progress.BestRsum);
    }
}
