namespace Sgraf.Api.Ingest.Captions;

/// <summary>Captions to be added.</summary>
/// <param name="Captions">The captions.</param>
internal sealed record CaptionsRequest(IReadOnlyList<CaptionInput> Captions);
