namespace Sgraf.Api.Ingest.Images;

/// <summary>Some pictures of the gallery.</summary>
/// <param name="Items">The pictures, in the order of adding.</param>
/// <param name="Next">What to send as <c>after</c> for the next ones; null when these are the last.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record ImagePage(IReadOnlyList<ImageItem> Items, string? Next, long Total);
