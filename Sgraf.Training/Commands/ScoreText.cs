using Sgraf.Training.Data;

namespace Sgraf.Training.Commands;

/// <summary>The result of <c>sgraf score</c> for people: the best captions of each image where there are few, and a summary.</summary>
internal static class ScoreText
{
    private const int MostImages = 20;
    private const int MostCaptions = 100;
    private const int CaptionsPerImage = 3;

    /// <param name="output">Standard output.</param>
    /// <param name="summary">What was scored.</param>
    /// <param name="captions">The captions.</param>
    public static void Write(TextWriter output, ScoreReport summary, string[] captions)
    {
        if (summary.Images <= MostImages && captions.Length <= MostCaptions) WriteRanking(output, summary.Path, captions);
        output.WriteLine(
            $"{summary.Path}: {summary.Images:N0} x {summary.Captions:N0} scores by {summary.Module} on {summary.Kernel} in {summary.Seconds:N1} s");
    }

    private static void WriteRanking(TextWriter output, string path, string[] captions)
    {
        using var file = NpyFile.Open(path);
        for (var image = 0; image < file.RowCount; image++)
        {
            using var row = file.Map(image, 1);
            output.WriteLine($"image {image}");
            foreach (var (score, caption) in row.Span.ToArray().Zip(captions).OrderByDescending(pair => pair.First).Take(CaptionsPerImage))
                output.WriteLine($"  {score:0.0000}  {caption}");
        }
    }
}
