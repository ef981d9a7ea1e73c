using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Captions;

/// <summary>What became of a caption.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Status"><c>added</c>, <c>exists</c> when the gallery had the same text for the same picture, or <c>failed</c>.</param>
/// <param name="Id">Its id; null where it failed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
internal sealed record StoredCaption(int Index, string Status, long? Id, Problem? Error);
