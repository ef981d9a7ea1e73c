namespace Sgraf.Api.Gallery.Segments;

/// <summary>What a record of a segment file is about. The numbers are those of the files.</summary>
internal enum RecordKind : byte
{
    /// <summary>A description, the thumbnail and the original file.</summary>
    Picture = 1,

    /// <summary>A description, and each network's embeddings of a picture.</summary>
    ImageEmbeddings = 2,

    /// <summary>A description, and each network's embeddings of a caption.</summary>
    CaptionEmbeddings = 3,

    /// <summary>A description, and the vector of a picture.</summary>
    ImageVector = 4,

    /// <summary>A description, and the vector of a caption.</summary>
    CaptionVector = 5,
}
