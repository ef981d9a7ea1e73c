namespace Sgraf.Training.Runs;

/// <summary>What a run writes for people and other programs: JSON lines, TensorBoard events, curves.</summary>
internal sealed class RunLogs : IDisposable
{
    private readonly RunFolder _folder;
    private readonly JsonLines<StepRecord> _steps;
    private readonly JsonLines<EpochRecord> _epochs;
    private readonly EventFile _events;
    private readonly List<StepRecord> _allSteps;
    private readonly List<EpochRecord> _allEpochs;

    /// <param name="folder">The run's folder.</param>
    /// <param name="progress">How far it is: lines of later steps, which will be made again, are dropped.</param>
    /// <param name="clock">Tells the time.</param>
    public RunLogs(RunFolder folder, RunProgress progress, TimeProvider clock)
    {
        _folder = folder;
        _steps = new JsonLines<StepRecord>(folder.Steps, LineJson.Default.StepRecord, step => step.Step <= progress.Step);
        _epochs = new JsonLines<EpochRecord>(folder.Epochs, LineJson.Default.EpochRecord, epoch => epoch.Epoch <= progress.Epoch);
        _events = new EventFile(folder.Path, progress.Step + 1, clock);
        (_allSteps, _allEpochs) = ([.. _steps.Kept], [.. _epochs.Kept]);
    }

    /// <summary>The last epoch that was evaluated; null before.</summary>
    public EpochRecord? LastEpoch => _allEpochs.LastOrDefault();

    /// <summary>Mean loss of the steps after some step.</summary>
    public double MeanLossAfter(long step) => _allSteps.Where(record => record.Step > step).Average(record => record.Loss);

    /// <summary>Writes a step.</summary>
    public void Write(StepRecord step)
    {
        _allSteps.Add(step);
        _steps.Append(step);
        _events.Write(step.Step, [
            new("loss", step.Loss), new("gradient", step.Gradient), new("learning_rate", step.LearningRate),
            .. step.Terms.Select(term => KeyValuePair.Create($"loss/{term.Key}", term.Value))]);
    }

    /// <summary>Writes an epoch and draws the curves anew.</summary>
    public void Write(EpochRecord epoch)
    {
        _allEpochs.Add(epoch);
        _epochs.Append(epoch);
        _events.Write(epoch.Step, [new("rsum", epoch.Rsum), .. epoch.Metrics.SelectMany(module => new KeyValuePair<string, double>[]
        {
            new($"{module.Key}/i2t_r1", module.Value.I2t.R1), new($"{module.Key}/i2t_r5", module.Value.I2t.R5), new($"{module.Key}/i2t_r10", module.Value.I2t.R10),
            new($"{module.Key}/t2i_r1", module.Value.T2i.R1), new($"{module.Key}/t2i_r5", module.Value.T2i.R5), new($"{module.Key}/t2i_r10", module.Value.T2i.R10),
        })]);
        RunCurves.Draw(_folder.Curves, _allSteps, _allEpochs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _steps.Dispose();
        _epochs.Dispose();
        _events.Dispose();
    }
}
