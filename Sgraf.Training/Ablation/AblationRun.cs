using Sgraf.Training.Runs;
using static TorchSharp.torch;

namespace Sgraf.Training.Ablation;

/// <summary>Trains and measures variant after variant, each in a folder of its own; what is done is not done again.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="keeping">How much of each run is kept.</param>
/// <param name="device">Where it computes.</param>
internal sealed class AblationRun(AblationRequest request, RunKeeping keeping, Device device)
{
    /// <summary>Does whatever is missing; the table and the plot are written anew after each variant.</summary>
    /// <param name="show">Shows a training under a title.</param>
    /// <param name="remark">Told what else there is to say.</param>
    /// <param name="cancellation">Stops the work; what was done is saved.</param>
    /// <exception cref="RunException">A run that is there was begun with other settings.</exception>
    public AblationReport Run(Action<string, Action<IRunDisplay>> show, Action<string> remark, CancellationToken cancellation)
    {
        var measurement = new VariantMeasurement(request, device, cancellation);
        foreach (var seed in request.Seeds)
            foreach (var variant in request.Variants)
            {
                using var start = RunStart.Prepare(request.For(variant, seed));    // refuses other settings, of a finished run too
                var result = VariantResult.Find(request.ResultOf(variant.Name, seed), request.Split);
                if (result is null) measurement.Measure(variant, seed, start, Train(variant, seed, start, show, cancellation));
                else remark($"{variant.Name}, seed {seed}: done before.");
                measurement.MeasureMean(seed);
                AblationFiles.Write(request);
            }
        return AblationFiles.Write(request);
    }

    private RunProgress Train(
        AblationVariant variant, int seed, RunStart start, Action<string, Action<IRunDisplay>> show, CancellationToken cancellation)
    {
        using var run = new TrainingRun(start.Folder, start.Settings, keeping, start.Train, start.Dev, device);
        RunProgress? progress = null;
        show($"{variant.Name}, seed {seed}: {variant.Title}", display => progress = run.Run(display, cancellation));
        return progress!;
    }
}
