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
        var captions = CaptionsOf(used.Select(pair => pair.Second)).ToList();
        if (captions.Count > 0) WriteLines(paths.Captions, captions);
        var failures = records.Where(record => record.Problem is not null).Select(record => record.ToLine()).ToList();
        if (failures.Count > 0) WriteLines(paths.Failures, failures);
        else File.Delete(paths.Failures);
        WriteLines(paths.Origin, [origin.ToLine()]);
    }

    /// <summary>The pictures that a complete run skipped; none where it left no file of them.</summary>
    public static IReadOnlyList<PictureRecord> ReadFailures(FeaturePaths paths) =>
        File.Exists(paths.Failures) ? [.. File.ReadLines(paths.Failures).Select(PictureRecord.FromLine).OfType<PictureRecord>()] : [];

    /// <summary>The first file that a run would replace; null where none would be lost.</summary>
    /// <remarks>Ids and captions that say what the list says are no loss: <c>sgraf scenes</c> writes captions both ways.</remarks>
    public static string? InTheWay(FeaturePaths paths, IReadOnlyList<ListedPicture> pictures)
    {
        string[] captions = [.. CaptionsOf(pictures)];
        string?[] files =
        [
            paths.Features, paths.Regions, paths.Failures, paths.Origin,
            Holds(paths.Ids, pictures.Select(picture => picture.Name)) ? null : paths.Ids,
            captions.Length == 0 || Holds(paths.Captions, captions) ? null : paths.Captions,
        ];
        return files.FirstOrDefault(File.Exists);
    }

    private static bool Holds(string path, IEnumerable<string> lines) => File.Exists(path) && File.ReadLines(path).SequenceEqual(lines);

    private static IEnumerable<string> CaptionsOf(IEnumerable<ListedPicture> pictures) =>
        pictures.SelectMany(picture => picture.Captions).Select(caption => caption.ReplaceLineEndings(" "));

    private static void WriteLines(string path, IEnumerable<string> lines) => DurableFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines) writer.WriteLine(line);
    });
}
