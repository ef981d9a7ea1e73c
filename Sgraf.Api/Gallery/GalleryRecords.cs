using System.Runtime.InteropServices;
using System.Text.Json;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery;

/// <summary>Makes the records of pictures and captions.</summary>
internal static class GalleryRecords
{
    public static SegmentRecord OfFile(NewPicture picture, DateTimeOffset added) => new(
        RecordKind.Picture,
        JsonSerializer.SerializeToUtf8Bytes(
            new PictureDescription(picture.Id, picture.Name, added, picture.Width, picture.Height, picture.Metadata),
            RecordJson.Default.PictureDescription),
        picture.Thumbnail, picture.File);

    public static SegmentRecord OfEmbeddings(string picture, PictureEmbeddings embeddings, EmbeddingLayout layout) => new(
        RecordKind.ImageEmbeddings,
        [
            JsonSerializer.SerializeToUtf8Bytes(
                new RegionsDescription(picture, layout.Model, layout.Detector, embeddings.Boxes, embeddings.Scores, embeddings.Labels),
                RecordJson.Default.RegionsDescription),
            .. embeddings.Parts,
        ]);

    public static SegmentRecord OfVector(string picture, PictureEmbeddings embeddings, EmbeddingLayout layout) => new(
        RecordKind.ImageVector,
        JsonSerializer.SerializeToUtf8Bytes(
            new VectorDescription(picture, null, layout.Model, layout.Detector), RecordJson.Default.VectorDescription),
        MemoryMarshal.AsBytes(embeddings.Vector.AsSpan()).ToArray());

    public static SegmentRecord OfEmbeddings(CaptionRow caption, CaptionEmbeddings embeddings, EmbeddingLayout layout) => new(
        RecordKind.CaptionEmbeddings,
        [
            JsonSerializer.SerializeToUtf8Bytes(
                new CaptionDescription(caption.Number, caption.Text, caption.PictureId, caption.Added, layout.Model, embeddings.Length),
                RecordJson.Default.CaptionDescription),
            .. embeddings.Parts,
        ]);

    public static SegmentRecord OfVector(CaptionRow caption, CaptionEmbeddings embeddings, EmbeddingLayout layout) => new(
        RecordKind.CaptionVector,
        JsonSerializer.SerializeToUtf8Bytes(
            new VectorDescription(null, caption.Number, layout.Model, null), RecordJson.Default.VectorDescription),
        MemoryMarshal.AsBytes(embeddings.Vector.AsSpan()).ToArray());
}
