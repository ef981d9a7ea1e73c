namespace Sgraf.Training.Measurement;

/// <summary>What a process that scores costs before and beside the scoring, at the published sizes with both networks.</summary>
/// <param name="SecondsToFirstScore">From the start of the process to its end, one image and one caption scored; the least of a few.</param>
/// <param name="PeakMemoryMb">The most memory it held while it scored 1,000 images, in 10^6 bytes.</param>
/// <param name="PairsPerSecond">The pace of that scoring, the encoding of the images included.</param>
/// <param name="BundleMb">The size of the bundle.</param>
internal sealed record StartReport(double SecondsToFirstScore, double PeakMemoryMb, double PairsPerSecond, double BundleMb);
