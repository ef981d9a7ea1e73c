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

    private readonly Random _random = new(1);

    public ScoringReport Run()
    {
        var paths = Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported).OrderDescending().ToArray();
        var figures = new List<ScoringFigures>();
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
                figures.AddRange(MeasureScoring(checkpoint, module, paths, images, captions));
            }
        }
        var peaks = paths.ToDictionary(Name, ProcessorPeak.Gigaflops);
        return new ScoringReport(
            Processor.Name, Environment.ProcessorCount, peaks[Name(InstructionSets.Best)], peaks, imageCount, Words, figures, encoders!);
    }

    private IEnumerable<ScoringFigures> MeasureScoring(
        Checkpoint checkpoint, SimilarityModule module, InstructionSet[] paths, EncodedImages images, EncodedCaptions captions)
    {
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        foreach (var threads in ThreadCounts())
        {
            var onnx = MeasureOnnx(checkpoint, module, images, captions, threads);
            foreach (var path in paths)
            {
                progress($"{Name(module)}, {captions.Count} captions, {threads} threads, {Name(path)}");
                using var scorer = new FusedScorer(checkpoint, Config, module, path);
                yield return MeasureKernel(scorer, module, packedImages, packedCaptions, threads, onnx);
            }
        }
    }

    /// <summary>Peak, kernel and multiply-adds for as long as the kernel took, in turn, so that a machine which slows down slows all.</summary>
    private ScoringFigures MeasureKernel(
        FusedScorer scorer, SimilarityModule module, PackedImages images, PackedCaptions captions, int threads, double onnxMs)
    {
        var scores = new float[images.Count * captions.Count];
        var work = ScoringCost.OfPair(Config, module, Words) * scores.Length / 1e9;
        var measured = new List<(double Gflops, double OfPeak, double OfSustained)>();
        scorer.Score(images, captions, scores, threads, cancellation);
        for (var round = 0; round < rounds; round++)
        {
            var peak = ProcessorPeak.Gigaflops(scorer.Instructions);
            var seconds = Medians.SecondsOnce(() => scorer.Score(images, captions, scores, threads, cancellation));
            var sustained = ProcessorPeak.Sustained(scorer.Instructions, threads, seconds);
            measured.Add((work / seconds, work / seconds / (peak * threads), work / seconds / sustained));
        }
        var rate = Medians.Of(measured.Select(round => round.Gflops));
        return new ScoringFigures(
            Name(module), threads, captions.Count, Name(scorer.Instructions), rate,
            Medians.Of(measured.Select(round => round.OfPeak)), Medians.Of(measured.Select(round => round.OfSustained)),
            work / rate * 1e6 / scores.Length, onnxMs);
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

    private static int[] ThreadCounts() => [.. new[] { 1, 2, Environment.ProcessorCount }.Where(count => count <= Environment.ProcessorCount).Distinct()];

    private float[] Features(int count)
    {
        var features = new float[count * Config.RegionCount * Config.FeatureSize];
        foreach (ref var value in features.AsSpan())
            value = _random.NextSingle();
        return features;
    }

    private int[][] Captions(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Words).Select(_ => _random.Next(4, Config.VocabularySize)).ToArray())];

    private static string Name(InstructionSet path) => path.ToString().ToLowerInvariant();

    private static string Name(SimilarityModule module) => module.ToString().ToLowerInvariant();
}
