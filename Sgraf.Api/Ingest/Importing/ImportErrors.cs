namespace Sgraf.Api.Ingest.Importing;

/// <summary>Items of an import that could not be added.</summary>
/// <param name="Items">The items, in the import's order.</param>
/// <param name="Next">What to send as <c>after</c> for the next ones; null when these are the last.</param>
internal sealed record ImportErrors(IReadOnlyList<ImportError> Items, int? Next);
