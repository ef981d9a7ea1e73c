using System.Diagnostics;
using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Training.Data;

namespace Sgraf.Training.Measurement;

/// <summary>Measures <c>sgraf score</c> as a process of its own: how soon it scores, and how much memory it takes.</summary>
internal sealed class StartBenchmark(int rounds, Action<string> progress, CancellationToken cancellation)
{
    private const int ManyImages = 1000;
    private const string Caption = "word1 word2 word3 word4 word5 word6 word7 word8 word9 word10";

    public StartReport Run()
    {
        var folder = Directory.CreateTempSubdirectory("sgraf-bench-");
        try
        {
            progress("writing a bundle and features");
            var bundle = Path.Combine(folder.FullName, "bundle");
            var config = RandomBundle.Write(bundle, vocabularyPath: null).Config;
            var captions = Path.Combine(folder.FullName, "captions.txt");
            File.WriteAllText(captions, Caption + "\n");
            var one = WriteFeatures(folder, config, 1);
            var many = WriteFeatures(folder, config, ManyImages);

            progress("starting");
            var seconds = Enumerable.Range(0, rounds).Min(_ => Score(folder, bundle, one, captions).Seconds);
            progress($"scoring {ManyImages} images");
            var run = Score(folder, bundle, many, captions);
            var size = Directory.EnumerateFiles(bundle).Sum(file => new FileInfo(file).Length);
            return new StartReport(seconds, run.PeakBytes / 1e6, run.PairsPerSecond, size / 1e6);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string WriteFeatures(DirectoryInfo folder, ModelConfig config, int images)
    {
        var random = new Random(1);
        var image = new float[config.RegionCount * config.FeatureSize];
        foreach (ref var value in image.AsSpan())
            value = random.NextSingle();
        var path = Path.Combine(folder.FullName, $"{images}_ims.npy");
        NpyWriter.Write(path, [images, config.RegionCount, config.FeatureSize], writer =>
        {
            for (var written = 0; written < images; written++)
                writer.Append(image);
        });
        return path;
    }

    private (double Seconds, long PeakBytes, double PairsPerSecond) Score(DirectoryInfo folder, string bundle, string features, string captions)
    {
        var target = Path.Combine(folder.FullName, "scores.npy");
        string[] arguments = ["score", "--bundle", bundle, "--features", features, "--captions", captions, "--out", target, "--json"];
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        long peak = 0;
        while (!process.WaitForExit(5))
        {
            cancellation.ThrowIfCancellationRequested();
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"sgraf score ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        using var summary = JsonDocument.Parse(output.GetAwaiter().GetResult());
        return (seconds, peak, summary.RootElement.GetProperty("pairs_per_second").GetDouble());
    }
}
