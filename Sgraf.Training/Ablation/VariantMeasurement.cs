using Sgraf.Model.Bundles;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Ablation;

/// <summary>Measures the best weights of trained variants on the split that they are compared on, and keeps the results.</summary>
/// <param name="request">What is ablated.</param>
/// <param name="device">Where those compute that the scoring kernel does not serve.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class VariantMeasurement(AblationRequest request, Device device, CancellationToken cancellation)
{
    /// <summary>Measures one run.</summary>
    /// <param name="variant">What was trained.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="start">The run.</param>
    /// <param name="progress">How far it came.</param>
    public void Measure(AblationVariant variant, int seed, RunStart start, RunProgress progress)
    {
        var settings = start.Settings;
        using var data = DataSplit.Open(request.Data, request.Split, start.Folder.Vocabulary, settings.Config, settings.Detector);
        var fold = EvaluationFold.Whole(data, request.Split);
        using var network = new SgrafNetwork(settings.Config, variant.Kind, Regularization.None, scaling: null, variant.Variant);
        SavedWeights.Restore(start.Folder.Best, network);
        network.to(device);
        network.eval();
        var metrics = new DevEvaluation(data, fold.ImageCount).Run(network, cancellation);
        new VariantResult(
            request.Split, fold.ImageCount, fold.Captions.Count, progress.BestEpoch + 1, progress.Epoch, Math.Round(progress.Seconds, 1), metrics)
            .Write(request.ResultOf(variant.Name, seed));
    }

    /// <summary>SGRAF as published: the mean of SGR and SAF trained apart, where both are done and it is not.</summary>
    public void MeasureMean(int seed)
    {
        var path = request.ResultOf(AblationVariant.Sgraf, seed);
        VariantResult? sgr = Find(AblationVariant.Sgr), saf = Find(AblationVariant.Saf);
        if (sgr is null || saf is null || VariantResult.Find(path, request.Split) is not null) return;
        var both = Join(Bundle.Load(request.RunOf(AblationVariant.Sgr, seed).Best), Bundle.Load(request.RunOf(AblationVariant.Saf, seed).Best));
        using var data = DataSplit.Open(request.Data, request.Split, both);
        var fold = EvaluationFold.Whole(data, request.Split);
        var scores = ExhaustiveScores.Of(both, SimilarityModule.Sgraf, data, fold, threads: 0, _ => { }, cancellation);
        var metrics = RetrievalMetrics.Of(RetrievalRanks.Of(scores, fold.ImageOf));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        (sgr with
        {
            Seconds = sgr.Seconds + saf.Seconds,
            Modules = new Dictionary<string, RetrievalMetrics> { [AblationVariant.Sgraf] = metrics },
        }).Write(path);

        VariantResult? Find(string variant) => VariantResult.Find(request.ResultOf(variant, seed), request.Split);
    }

    private static Bundle Join(Bundle sgr, Bundle saf) => sgr with { Saf = saf.Saf, Manifest = sgr.Manifest with { Modules = SimilarityModule.Sgraf } };
}
