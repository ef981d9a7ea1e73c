using Sgraf.Api.Explain;

namespace Sgraf.Api.Ingest.Images;

/// <summary>The regions of a picture.</summary>
/// <param name="Regions">The regions, best first; none where the picture waits to be indexed.</param>
/// <param name="Detector">What found them.</param>
internal sealed record ImageRegions(IReadOnlyList<RegionEvidence> Regions, string? Detector);
