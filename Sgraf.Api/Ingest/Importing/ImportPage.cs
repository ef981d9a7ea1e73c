namespace Sgraf.Api.Ingest.Importing;

/// <summary>The last imports.</summary>
/// <param name="Items">The imports, the newest first.</param>
internal sealed record ImportPage(IReadOnlyList<ImportProgress> Items);
