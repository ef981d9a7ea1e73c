using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Opening;

/// <summary>Makes a catalogue anew from what the records of the segments say of themselves. Jobs are not among it.</summary>
/// <param name="store">The segments' folder.</param>
/// <param name="problems">Collects what could not be read.</param>
internal sealed class CatalogueRebuild(SegmentStore store, List<string> problems)
{
    private readonly Dictionary<string, PictureRow> _pictures = [];
    private readonly Dictionary<string, (RegionsDescription Description, RecordLocation Location)> _regions = [];
    private readonly Dictionary<long, (CaptionDescription Description, RecordLocation Location)> _captions = [];
    private readonly Dictionary<string, (VectorDescription Description, RecordLocation Location)> _imageVectors = [];
    private readonly Dictionary<long, (VectorDescription Description, RecordLocation Location)> _captionVectors = [];

    /// <summary>Fills an empty catalogue.</summary>
    public void Fill(SqliteConnection catalogue)
    {
        foreach (var (kind, number) in store.List().OrderBy(segment => segment.Number)) Read(store.Open(kind, number), catalogue);
        var numbers = new Dictionary<string, long>();
        foreach (var picture in _pictures.Values.OrderBy(picture => picture.Added))
            numbers[picture.Id] = catalogue.Insert(picture with { Regions = Regions(picture.Id) });
        foreach (var (description, location) in _captions.Values.OrderBy(caption => caption.Description.Caption))
            Insert(catalogue, description, location, numbers);
    }

    private void Read(SegmentFile file, SqliteConnection catalogue)
    {
        var scan = new SegmentScan(file);
        foreach (var record in scan.Records())
            if (record.Header.IsLive) Take(record);
        if (scan.Damages > 0) problems.Add($"{file.Name} is damaged in {scan.Damages} places; the records there are lost");
        catalogue.SetEnd(file.Number, file.Kind, file.Length);
    }

    private void Take(StoredRecord record)
    {
        switch (record.Header.Kind)
        {
            case RecordKind.Picture when Parse(record, RecordJson.Default.PictureDescription) is { } picture && IsPicture(picture, record):
                _pictures[picture.Id] = Row(picture, record);
                break;
            case RecordKind.ImageEmbeddings when Parse(record, RecordJson.Default.RegionsDescription) is { } regions:
                _regions[regions.Picture] = (regions, record.Location);
                break;
            case RecordKind.CaptionEmbeddings when Parse(record, RecordJson.Default.CaptionDescription) is { } caption:
                _captions[caption.Caption] = (caption, record.Location);
                break;
            case RecordKind.ImageVector when Parse(record, RecordJson.Default.VectorDescription) is { Picture: { } picture } vector:
                _imageVectors[picture] = (vector, record.Location);
                break;
            case RecordKind.CaptionVector when Parse(record, RecordJson.Default.VectorDescription) is { Caption: { } caption } vector:
                _captionVectors[caption] = (vector, record.Location);
                break;
        }
    }

    private static bool IsPicture(PictureDescription description, StoredRecord record) =>
        record.Parts.Count == 3 && description.Id == NewPicture.IdOf(record.Parts[2].Span);

    private static T? Parse<T>(StoredRecord record, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(record.Parts[0].Span, type);
        }
        catch (JsonException)
        {
            return null;    // sound bytes of a layout that this version does not know
        }
    }

    private static PictureRow Row(PictureDescription description, StoredRecord record) => new()
    {
        Number = 0,
        Id = description.Id,
        Name = description.Name,
        Added = description.Added,
        Width = description.Width,
        Height = description.Height,
        Size = record.Parts[2].Length,
        ThumbnailSize = record.Parts[1].Length,
        Metadata = description.Metadata,
        File = record.Location,
    };

    private StoredRegions? Regions(string id)
    {
        if (!_regions.TryGetValue(id, out var regions) || !_imageVectors.TryGetValue(id, out var vector)) return null;
        var (description, location) = regions;
        return (vector.Description.Model, vector.Description.Detector) != (description.Model, description.Detector) ? null : new StoredRegions
        {
            Model = description.Model,
            Detector = description.Detector,
            Boxes = description.Boxes,
            Scores = description.Scores,
            Labels = description.Labels,
            Embeddings = location,
            Vector = vector.Location,
        };
    }

    private void Insert(SqliteConnection catalogue, CaptionDescription description, RecordLocation location, Dictionary<string, long> pictures)
    {
        long? picture = description.Picture is null ? null : pictures.GetValueOrDefault(description.Picture);
        if (picture == 0 || catalogue.FindCaption(description.Text, picture) is not null) return;    // its picture is lost, or it was written twice
        var isWhole = _captionVectors.TryGetValue(description.Caption, out var vector) && vector.Description.Model == description.Model;
        catalogue.Insert(new CaptionRow
        {
            Number = description.Caption,
            Text = description.Text,
            Picture = picture,
            PictureId = description.Picture,
            Added = description.Added,
            Words = isWhole ? new StoredWords(description.Model, description.Words, location, vector.Location) : null,
        });
    }
}
