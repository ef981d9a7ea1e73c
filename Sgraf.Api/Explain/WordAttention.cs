namespace Sgraf.Api.Explain;

/// <summary>A word's attention over the regions, (R), summing to one.</summary>
/// <param name="Sgr">In SGR's network; null where it had no part.</param>
/// <param name="Saf">In SAF's network; null where it had no part.</param>
internal sealed record WordAttention(IReadOnlyList<float>? Sgr, IReadOnlyList<float>? Saf);
