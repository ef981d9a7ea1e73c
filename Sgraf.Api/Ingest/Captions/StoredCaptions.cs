namespace Sgraf.Api.Ingest.Captions;

/// <summary>What became of the captions of a request.</summary>
/// <param name="Results">One for each caption, in their order.</param>
internal sealed record StoredCaptions(IReadOnlyList<StoredCaption> Results);
