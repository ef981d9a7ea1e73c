namespace Sgraf.Api.Ingest.Captions;

/// <summary>A caption to be added.</summary>
internal sealed record CaptionInput
{
    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The id of the picture that it is about; none by default.</summary>
    public string? ImageId { get; init; }
}
