using System.Text;
using Sgraf.Model.Bundles;
using Sgraf.Training.Data;

namespace Sgraf.Training.Features;

/// <summary>Writes the files beside the features, row for row in their order.</summary>
internal static class FeatureTexts
{
    /// <param name="paths">Where the features go.</param>
    /// <param name="origin">What they are made of.</param>
    /// <param name="records">What came of every picture.</param>
    /// <param name="pictures">The list.</param>
    public static void Write(
        FeaturePaths paths, FeatureOrigin origin, IReadOnlyList<PictureRecord> records, IReadOnlyList<ListedPicture> pictures)
    {
        var used = records.Zip(pictures).Where(pair => pair.First.Problem is null).ToList();
        WriteLines(paths.Regions, used.Select(pair => pair.First.ToLine()));
        WriteLines(paths.Ids, used.Select(pair => pair.First.Image));
        if (used.Exists(pair => pair.Second.Captions.Count > 0))
            WriteLines(paths.Captions, used.SelectMany(pair => pair.Second.Captions).Select(caption => caption.ReplaceLineEndings(" ")));
        var failures = records.Where(record => record.Problem is not null).Select(record => record.ToLine()).ToList();
        if (failures.Count > 0) WriteLines(paths.Failures, failures);
        else File.Delete(paths.Failures);
        WriteLines(paths.Origin, [origin.ToLine()]);
    }

    /// <summary>The pictures that a complete run skipped; none where it left no file of them.</summary>
    public static IReadOnlyList<PictureRecord> ReadFailures(FeaturePaths paths) =>
        File.Exists(paths.Failures) ? [.. File.ReadLines(paths.Failures).Select(PictureRecord.FromLine).OfType<PictureRecord>()] : [];

    private static void WriteLines(string path, IEnumerable<string> lines) => DurableFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines) writer.WriteLine(line);
    });
}
