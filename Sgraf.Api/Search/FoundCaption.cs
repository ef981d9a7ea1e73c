namespace Sgraf.Api.Search;

/// <summary>A sentence that was found.</summary>
/// <param name="Id">Its id in the gallery; null for one of the request.</param>
/// <param name="Text">The sentence.</param>
/// <param name="ImageId">The picture that the gallery keeps it with; null where there is none.</param>
internal sealed record FoundCaption(long? Id, string Text, string? ImageId);
