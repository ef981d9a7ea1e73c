namespace Sgraf.Training.Distillation;

/// <summary>What <c>sgraf distill --json</c> says.</summary>
/// <param name="Bundle">The bundle.</param>
/// <param name="Kept">What it searches by from now on, the <c>Name</c> of one of the shortlists.</param>
/// <param name="Shortlists">The shortlists that were compared.</param>
/// <param name="Images">Images that were learned from.</param>
/// <param name="Captions">Their captions.</param>
/// <param name="Seconds">Time of it all.</param>
internal sealed record DistillReport(
    string Bundle, string Kept, IReadOnlyList<DistilledShortlist> Shortlists, int Images, int Captions, double Seconds);
