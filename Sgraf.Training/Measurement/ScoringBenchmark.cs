using Sgraf.Model.Matrices;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;

namespace Sgraf.Training.Measurement;

/// <summary>Measures scoring at the published sizes with random weights, beside the processor's own peak.</summary>
internal sealed class ScoringBenchmark(int rounds, int imageCount, Action<string> progress, CancellationToken cancellation)
{
    private const int Words = 12;
    private const int OnnxImages = 50;
    private static readonly ModelConfig Config = new();
    private static readonly int[] ThreadCounts =
        [.. new[] { 1, 2, Environment.ProcessorCount }.Where(count => count <= Environment.ProcessorCount).Distinct()];

    private readonly Random _random = new(1);

    public ScoringReport Run()
    {
        var paths = Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported).OrderDescending().ToArray();
        List<ScoringFigures> figures = [];
        List<UndisturbedFigures> undisturbed = [];
        EncoderFigures? encoders = null;
        foreach (var module in new[] { SimilarityModule.Saf, SimilarityModule.Sgr })
        {
            var checkpoint = RandomCheckpoint.Create(Config, module, seed: 1);
            using var imageEncoder = new ImageEncoder(checkpoint, Config);
            using var textEncoder = new TextEncoder(checkpoint, Config);
            encoders ??= MeasureEncoders(imageEncoder, textEncoder);
            var images = imageEncoder.Encode(Features(imageCount), imageCount, Config.RegionCount, Config.FeatureSize);
            foreach (var captionCount in new[] { 1, 8 })
            {
                var captions = textEncoder.Encode(Captions(captionCount));
                var onnx = ThreadCounts.ToDictionary(threads => threads, threads => MeasureOnnx(checkpoint, module, images, captions, threads));
                using var packedImages = new PackedImages(images);
                using var packedCaptions = new PackedCaptions(captions);
                foreach (var path in paths)
                {
                    progress($"{Names.Of(module)}, {captionCount} captions, {Names.Of(path)}");
                    using var scorer = new FusedScorer(checkpoint, Config, module, path);
                    figures.AddRange(MeasureKernel(scorer, module, packedImages, packedCaptions, onnx));
                    undisturbed.Add(new TileBenchmark(rounds, Config, cancellation).Run(checkpoint, module, path, packedImages, packedCaptions, Words));
                }
            }
        }
        var peaks = paths.ToDictionary(Names.Of, ProcessorPeak.Gigaflops);
        return new ScoringReport(
            Processor.Name, Environment.ProcessorCount, peaks[Names.Of(InstructionSets.Best)], peaks, imageCount, Words, figures, undisturbed, encoders!);
    }

    /// <summary>
    /// Peak, kernel and multiply-adds for as long as the kernel took, on one thread and on more, all in turn: a machine that slows down slows all.
    /// </summary>
    private IEnumerable<ScoringFigures> MeasureKernel(
        FusedScorer scorer, SimilarityModule module, PackedImages images, PackedCaptions captions, Dictionary<int, double> onnxMs)
    {
        var scores = new float[images.Count * captions.Count];
        var work = ScoringCost.OfPair(Config, module, Words) * scores.Length / 1e9;
        double Score(int threads) => Medians.SecondsOnce(() => scorer.Score(images, captions, scores, threads, cancellation));
        var measured = ThreadCounts.ToDictionary(threads => threads, _ => new List<(double Seconds, double Peak, double Sustained)>());
        Score(ThreadCounts[^1]);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var threads in ThreadCounts)
            {
                var peak = ProcessorPeak.Gigaflops(scorer.Instructions);
                var seconds = Score(threads);
                measured[threads].Add((seconds, peak * threads, ProcessorPeak.Sustained(scorer.Instructions, threads, seconds)));
            }
        }
        return ThreadCounts.Select(threads => new ScoringFigures(
            Names.Of(module), threads, captions.Count, Names.Of(scorer.Instructions),
            work / Medians.Of(measured[threads].Select(round => round.Seconds)),
            Medians.Of(measured[threads].Select(round => work / round.Seconds / round.Peak)),
            Medians.Of(measured[threads].Select(round => work / round.Seconds / round.Sustained)),
            Medians.Of(measured[1].Zip(measured[threads], (one, round) => one.Seconds / round.Seconds)),
            Medians.Of(measured[threads].Select(round => round.Seconds)) * 1e6 / scores.Length, onnxMs[threads]));
    }

    private static double MeasureOnnx(
        Checkpoint checkpoint, SimilarityModule module, EncodedImages images, EncodedCaptions captions, int threads)
    {
        var few = images with
        {
            Count = OnnxImages,
            Regions = images.Regions[..(OnnxImages * images.RegionCount * images.JointSize)],
            Globals = images.Globals[..(OnnxImages * images.JointSize)],
        };
        using var scorer = new OnnxScorer(checkpoint, Config, module, threads: threads);
        return Medians.Seconds(3, () => scorer.Score(few, captions)) * 1e6 / (OnnxImages * captions.Count);
    }

    private EncoderFigures MeasureEncoders(ImageEncoder images, TextEncoder texts)
    {
        progress("encoders");
        const int Batch = 16, ManyCaptions = 1000;
        var features = Features(Batch);
        var one = features.AsMemory(0, Config.RegionCount * Config.FeatureSize);
        var captions = Captions(ManyCaptions);
        return new EncoderFigures(
            Medians.Seconds(rounds, () => images.Encode(one, 1, Config.RegionCount, Config.FeatureSize)) * 1e3,
            Medians.Seconds(rounds, () => images.Encode(features, Batch, Config.RegionCount, Config.FeatureSize)) * 1e3 / Batch,
            Medians.Seconds(10 * rounds, () => texts.Encode(captions[0])) * 1e3,
            Medians.Seconds(3, () => texts.Encode(captions)) * 1e3 / ManyCaptions);
    }

    private float[] Features(int count)
    {
        var features = new float[count * Config.RegionCount * Config.FeatureSize];
        foreach (ref var value in features.AsSpan())
            value = _random.NextSingle();
        return features;
    }

    private int[][] Captions(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Words).Select(_ => _random.Next(4, Config.VocabularySize)).ToArray())];
}
