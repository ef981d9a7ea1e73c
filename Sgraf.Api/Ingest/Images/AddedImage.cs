using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Images;

/// <summary>What became of a file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Status"><c>added</c>, <c>exists</c> when the gallery had the same bytes, or <c>failed</c>.</param>
/// <param name="Id">The picture's id; null where it failed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
internal sealed record AddedImage(string Name, string Status, string? Id, Problem? Error);
