using Sgraf.Api.Problems;

namespace Sgraf.Api.Score;

/// <summary>A picture of the request.</summary>
/// <param name="Index">Its place in the request, from 0; in a form, files come before ids.</param>
/// <param name="Id">Its id in the gallery; null where it came with the request.</param>
/// <param name="Name">Its name in the request.</param>
/// <param name="Error">Why it could not be used; null where it could.</param>
internal sealed record ScoredImage(int Index, string? Id, string? Name, Problem? Error);
