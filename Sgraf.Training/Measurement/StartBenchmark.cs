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
        // Run as "dotnet sgraf.dll", this process is that of dotnet.
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(StartBenchmark).Assembly.Location] : [];
        string[] arguments = [.. program, "score", "--bundle", bundle, "--features", features, "--captions", captions, "--out", target, "--json"];
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
            peak = Math.Max(peak, PeakOf(process));
        }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"sgraf score ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        using var summary = JsonDocument.Parse(output.GetAwaiter().GetResult());
        return (seconds, peak, summary.RootElement.GetProperty("pairs_per_second").GetDouble());
    }

    private static long PeakOf(Process process)
    {
        process.Refresh();
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;    // it has ended since it was looked at
        }
    }
}
