namespace Sgraf.Api.Ingest.Images;

/// <summary>What became of the files of a request.</summary>
/// <param name="Results">One for each file, in their order.</param>
internal sealed record AddedImages(IReadOnlyList<AddedImage> Results);
