using Sgraf.Api.Explain;

namespace Sgraf.Api.Score;

/// <summary>A picture with a text.</summary>
/// <param name="Image">The picture's index.</param>
/// <param name="Text">The text's index.</param>
/// <param name="Score">What was asked for: one network's score or the mean of both, in [0, 1].</param>
/// <param name="Sgr">SGR's score; null where it had no part.</param>
/// <param name="Saf">SAF's score; null where it had no part.</param>
/// <param name="Explanation">Its words and regions; null unless asked for.</param>
internal sealed record ScoredPair(int Image, int Text, float Score, float? Sgr, float? Saf, Explanation? Explanation);
