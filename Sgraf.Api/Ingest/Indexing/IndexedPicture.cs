using Sgraf.Api.Gallery;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>What came of looking at a picture: all that is to be added, captions of a picture that is there already, or a problem.</summary>
internal sealed record IndexedPicture
{
    /// <summary>The picture, when it is new or was made by another model.</summary>
    public NewPicture? New { get; init; }

    /// <summary>Its id, when the gallery has it.</summary>
    public string? Known { get; init; }

    /// <summary>Captions for the picture that the gallery has.</summary>
    public IReadOnlyList<NewCaption> Captions { get; init; } = [];

    /// <summary>Why it cannot be added.</summary>
    public Problem? Error { get; init; }
}
