namespace Sgraf.Training.Features;

/// <summary>What <c>sgraf features --json</c> says.</summary>
/// <param name="Features">The file of features.</param>
/// <param name="Pictures">Its rows.</param>
/// <param name="Regions">R: rows of each picture.</param>
/// <param name="FeatureSize">F: values of one feature.</param>
/// <param name="DetectorId">The detector.</param>
/// <param name="Made">Pictures worked on by this run; the others were done before.</param>
/// <param name="Skipped">Pictures without features, and why.</param>
/// <param name="Seconds">Time of this run.</param>
/// <param name="PicturesPerSecond">Its rate.</param>
internal sealed record FeatureReport(
    string Features,
    int Pictures,
    int Regions,
    int FeatureSize,
    string DetectorId,
    int Made,
    IReadOnlyList<SkippedPicture> Skipped,
    double Seconds,
    double PicturesPerSecond)
{
    public static FeatureReport Of(
        FeatureRequest request, FeatureOrigin origin, int made, IReadOnlyList<PictureRecord> failures, TimeSpan time) => new(
        request.Paths.Features, origin.Pictures - failures.Count, origin.Rows, origin.FeatureSize, origin.DetectorId, made,
        [.. failures.Select(picture => new SkippedPicture(picture.Image, picture.Problem!))],
        Math.Round(time.TotalSeconds, 3), made == 0 ? 0 : Math.Round(made / time.TotalSeconds, 2));
}
