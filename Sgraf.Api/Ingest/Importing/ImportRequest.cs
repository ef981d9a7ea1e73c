namespace Sgraf.Api.Ingest.Importing;

/// <summary>A folder to be imported.</summary>
/// <param name="Folder">Its path below one of the configured roots.</param>
internal sealed record ImportRequest(string Folder);
