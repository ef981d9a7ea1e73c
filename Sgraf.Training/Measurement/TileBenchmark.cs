using System.Diagnostics;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;

namespace Sgraf.Training.Measurement;

/// <summary>Measures the kernel tile by tile on one core, beside bursts of multiply-adds that are as long.</summary>
/// <remarks>
/// The hypervisor of a shared machine takes a core away for tens of microseconds, some times in each millisecond. Whatever takes longer
/// has lost a share by that, be it the kernel or nothing but multiply-adds; a tile and a burst of a fraction of a millisecond often have
/// not. So the best tenth of tiles beside the best tenth of bursts of the same round is what the kernel reaches of the peak where nothing
/// else runs, and on a quiet machine all tenths tell the same.
/// </remarks>
internal sealed class TileBenchmark(int rounds, ModelConfig config, CancellationToken cancellation)
{
    private const int TilesARound = 100;

    /// <param name="checkpoint">The weights.</param>
    /// <param name="module">SGR or SAF.</param>
    /// <param name="path">The instruction set.</param>
    /// <param name="images">What is scored.</param>
    /// <param name="captions">With what.</param>
    /// <param name="words">L: words of each caption.</param>
    public UndisturbedFigures Run(
        Checkpoint checkpoint, SimilarityModule module, InstructionSet path, PackedImages images, PackedCaptions captions, int words)
    {
        using var weights = new SimilarityEncoderWeights(checkpoint, config, module);
        using var scorer = TileScorer.Create(path, weights, config);
        var tiles = new Tiles(images.Count, captions, TileScorer.TargetRows(path), threads: 1);
        var workOfPair = ScoringCost.OfPair(config, module, words) / 1e9;
        List<(double Kernel, double Peak)> measured = [];
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var seconds = SecondsOfTiles(scorer, images, tiles);
            var kernel = seconds.Select((time, index) => tiles[index].ImageCount * tiles[index].Captions.Count * workOfPair / time);
            measured.Add((BestTenth(kernel), BestTenth(ProcessorPeak.OfBursts(path, Medians.Of(seconds), seconds.Length))));
        }
        return new UndisturbedFigures(
            Names.Of(module), captions.Count, Names.Of(path), Medians.Of(measured.Select(round => round.Kernel)),
            Medians.Of(measured.Select(round => round.Peak)), Medians.Of(measured.Select(round => round.Kernel / round.Peak)));
    }

    private static double[] SecondsOfTiles(TileScorer scorer, PackedImages images, Tiles tiles)
    {
        var seconds = new double[Math.Min(TilesARound, tiles.Count)];
        var start = Stopwatch.GetTimestamp();
        for (var index = 0; index < seconds.Length; index++)
        {
            scorer.Score(images, tiles[index], index + 1 < tiles.Count ? tiles[index + 1] : null);
            var end = Stopwatch.GetTimestamp();
            seconds[index] = Stopwatch.GetElapsedTime(start, end).TotalSeconds;
            start = end;
        }
        return seconds;
    }

    /// <summary>What a tenth of the rates reach.</summary>
    private static double BestTenth(IEnumerable<double> rates)
    {
        var sorted = rates.OrderDescending().ToArray();
        return sorted[sorted.Length / 10];
    }
}
