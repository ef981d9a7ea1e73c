namespace Sgraf.Training.Runs;

/// <summary>Shows how a run goes on.</summary>
internal interface IRunDisplay
{
    /// <summary>A step is done.</summary>
    void Show(StepRecord step, RunOutlook outlook);

    /// <summary>An epoch is done and evaluated.</summary>
    void Show(EpochRecord epoch);

    /// <summary>Something else worth saying.</summary>
    void Remark(string text);
}
