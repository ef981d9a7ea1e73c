using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Distillation;

/// <summary>One of the shortlists that <c>sgraf distill</c> compared.</summary>
/// <param name="Name"><c>globals</c> for the networks' own vectors, <c>present</c> for the bundle's projections, <c>dual</c> for its dual encoder, <c>distilled</c> for the new ones.</param>
/// <param name="VectorSize">Values of a vector.</param>
/// <param name="Share">What decides: the share of the best 10 that shortlists of 50 and 100 keep, 0 to 1, the mean over them and both ways.</param>
/// <param name="Kept">All that was measured.</param>
internal sealed record DistilledShortlist(string Name, int VectorSize, double Share, IReadOnlyList<KeptRow> Kept);
