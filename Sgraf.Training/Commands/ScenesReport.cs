namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf scenes --json</c> says.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Split">The split.</param>
/// <param name="Pictures">Pictures that it has now.</param>
/// <param name="Drawn">Those drawn by this run; the others were there.</param>
/// <param name="Captions">Captions written.</param>
/// <param name="Seconds">Time that it took.</param>
/// <param name="PicturesPerSecond">Pictures drawn a second.</param>
internal sealed record ScenesReport(
    string Path, string Split, int Pictures, int Drawn, int Captions, double Seconds, double PicturesPerSecond);
