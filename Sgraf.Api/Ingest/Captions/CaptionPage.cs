namespace Sgraf.Api.Ingest.Captions;

/// <summary>Some captions of the gallery.</summary>
/// <param name="Items">The captions, in the order of adding.</param>
/// <param name="Next">What to send as <c>after</c> for the next ones; null when these are the last.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record CaptionPage(IReadOnlyList<CaptionItem> Items, long? Next, long Total);
