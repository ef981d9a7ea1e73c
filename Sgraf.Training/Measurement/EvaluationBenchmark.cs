using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Measurement;

/// <summary>Measures an evaluation of random features and captions beside the kernel's own time for its pairs.</summary>
internal sealed class EvaluationBenchmark(int rounds, int imageCount, Action<string> progress, CancellationToken cancellation)
{
    private const int CaptionsAnImage = 5;
    private const int Words = 12;
    private const int Marks = 2;    // the start and the end of a caption
    private const double Thousand = 1000;
    private const string Split = "test";

    public EvaluationReport Run()
    {
        var folder = Directory.CreateTempSubdirectory("sgraf-bench-");
        try
        {
            progress("writing a bundle, features and captions");
            var bundle = Path.Combine(folder.FullName, "bundle");
            WriteData(folder.FullName, RandomBundle.Write(bundle, vocabularyPath: null).Config);
            return Measure(bundle, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private EvaluationReport Measure(string bundle, string data)
    {
        using var kernel = new KernelSubject(Bundle.Load(bundle), data, Split);
        Evaluate(bundle, data);
        var measured = new List<(double Kernel, double Evaluation)>();
        for (var round = 0; round < rounds; round++)
        {
            progress($"round {round + 1} of {rounds}");
            measured.Add((Medians.SecondsOnce(() => kernel.Score(cancellation)), Medians.SecondsOnce(() => Evaluate(bundle, data))));
        }
        var times = Medians.Of(measured.Select(round => round.Evaluation / round.Kernel));
        return new EvaluationReport(
            Processor.Name, Environment.ProcessorCount, imageCount, CaptionsAnImage * imageCount, Words,
            Medians.Of(measured.Select(round => round.Kernel)), Medians.Of(measured.Select(round => round.Evaluation)), times,
            1 + (times - 1) * imageCount / Thousand);
    }

    /// <summary>All that <c>sgraf evaluate</c> does but for its arguments and its report.</summary>
    private void Evaluate(string path, string folder)
    {
        var bundle = Bundle.Load(path);
        using var data = DataSplit.Open(folder, Split, new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath)));
        var fold = EvaluationFold.Whole(data, Split);
        var scores = ExhaustiveScores.Of(bundle, SimilarityModule.Sgraf, data, fold, threads: 0, _ => { }, cancellation);
        _ = RetrievalMetrics.Of(RetrievalRanks.Of(scores, fold.ImageOf));
    }

    private void WriteData(string folder, ModelConfig config)
    {
        var random = new Random(1);
        var image = new float[config.RegionCount * config.FeatureSize];
        NpyWriter.Write(Path.Combine(folder, $"{Split}_ims.npy"), [imageCount, config.RegionCount, config.FeatureSize], writer =>
        {
            for (var written = 0; written < imageCount; written++)
            {
                foreach (ref var value in image.AsSpan()) value = random.NextSingle();
                writer.Append(image);
            }
        });
        File.WriteAllLines(Path.Combine(folder, $"{Split}_caps.txt"), Enumerable.Range(0, CaptionsAnImage * imageCount).Select(_ =>
            string.Join(' ', Enumerable.Range(0, Words - Marks).Select(_ => $"word{random.Next(config.VocabularySize - Vocabulary.Unknown - 1)}"))));
    }
}
