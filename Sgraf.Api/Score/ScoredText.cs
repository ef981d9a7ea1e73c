using Sgraf.Api.Problems;

namespace Sgraf.Api.Score;

/// <summary>A text of the request.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Text">The text.</param>
/// <param name="Words">Its words as the model reads them.</param>
/// <param name="UnknownWords">Those that the model does not know.</param>
/// <param name="Error">Why it could not be used; null where it could.</param>
internal sealed record ScoredText(int Index, string Text, IReadOnlyList<string> Words, IReadOnlyList<string> UnknownWords, Problem? Error);
