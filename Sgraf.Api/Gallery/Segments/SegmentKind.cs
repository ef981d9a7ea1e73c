namespace Sgraf.Api.Gallery.Segments;

/// <summary>What a segment file holds; each kind is read in its own way.</summary>
internal enum SegmentKind
{
    /// <summary>Original files and thumbnails: read one by one, kept when the model changes.</summary>
    Pictures = 1,

    /// <summary>Embeddings for the second stage of a search: some of them read for each search.</summary>
    Embeddings = 2,

    /// <summary>Vectors for the first stage of a search: all of them read at start, from the first to the last.</summary>
    Vectors = 3,
}
