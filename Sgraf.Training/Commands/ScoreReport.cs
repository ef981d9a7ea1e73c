namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf score --json</c> says.</summary>
/// <param name="Path">The file written.</param>
/// <param name="Images">Its rows.</param>
/// <param name="Captions">Its columns.</param>
/// <param name="Module">The networks that scored: <c>sgr</c>, <c>saf</c>, or <c>sgraf</c> for the mean of both.</param>
/// <param name="Kernel">The instructions that the kernel ran on.</param>
/// <param name="Seconds">Time from the first image's features to the last score on the disk.</param>
/// <param name="PairsPerSecond">Pairs of an image and a caption in a second of that time.</param>
internal sealed record ScoreReport(string Path, int Images, int Captions, string Module, string Kernel, double Seconds, double PairsPerSecond);
