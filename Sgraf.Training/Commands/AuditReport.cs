using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf audit --json</c> says.</summary>
/// <param name="Shortlist">Where the vectors come from: its networks' <c>globals</c>, <c>projected</c> by the bundle's own head, or by its <c>dual</c> encoder.</param>
/// <param name="VectorSize">Values of a vector.</param>
/// <param name="Images">Images searched.</param>
/// <param name="Captions">Captions searched.</param>
/// <param name="CaptionQueries">Captions that images were searched for.</param>
/// <param name="ImageQueries">Images that captions were searched for.</param>
/// <param name="Kept">What was kept.</param>
/// <param name="Seconds">Time to encode, score and compare.</param>
internal sealed record AuditReport(
    string Shortlist, int VectorSize, int Images, int Captions, int CaptionQueries, int ImageQueries,
    IReadOnlyList<KeptRow> Kept, double Seconds);
