using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Statements about pictures.</summary>
internal static class PictureTable
{
    private const string Columns = """
        number, id, name, added, width, height, size, thumbnail_size, metadata, file_segment, file_offset, file_length,
        model, detector, boxes, scores, labels,
        embedding_segment, embedding_offset, embedding_length, vector_segment, vector_offset, vector_length
        """;

    /// <summary>The picture of an id; null when there is none.</summary>
    public static PictureRow? FindPicture(this SqliteConnection catalogue, string id) =>
        catalogue.Query($"SELECT {Columns} FROM pictures WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    /// <summary>The picture of a number; null when there is none.</summary>
    public static PictureRow? FindPicture(this SqliteConnection catalogue, long number) =>
        catalogue.Query($"SELECT {Columns} FROM pictures WHERE number = $number", Read, ("$number", number)).FirstOrDefault();

    /// <summary>Pictures in the order of adding.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="after">The number that they come after.</param>
    /// <param name="limit">How many at most.</param>
    public static List<PictureRow> ListPictures(this SqliteConnection catalogue, long after, int limit) => catalogue.Query(
        $"SELECT {Columns} FROM pictures WHERE number > $after ORDER BY number LIMIT $limit", Read, ("$after", after), ("$limit", limit));

    /// <summary>Numbers and places of the pictures that a model made, in the order of their vectors.</summary>
    public static List<(long Number, RecordLocation Embeddings, RecordLocation Vector)> PicturesOf(
        this SqliteConnection catalogue, EmbeddingLayout layout) => catalogue.Query(
            """
            SELECT number, embedding_segment, embedding_offset, embedding_length, vector_segment, vector_offset, vector_length
            FROM pictures WHERE model = $model AND detector = $detector ORDER BY vector_segment, vector_offset
            """,
            row => (row.GetInt64(0), row.Location(1), row.Location(4)), ("$model", layout.Model), ("$detector", layout.Detector));

    /// <summary>Numbers of pictures that another model made, or none.</summary>
    public static List<long> StalePictures(this SqliteConnection catalogue, EmbeddingLayout layout) => catalogue.Query(
        "SELECT number FROM pictures WHERE model IS NOT $model OR detector IS NOT $detector ORDER BY number",
        row => row.GetInt64(0), ("$model", layout.Model), ("$detector", layout.Detector));

    /// <summary>Numbers of the pictures whose metadata have all of some values.</summary>
    public static HashSet<long> PicturesWhere(this SqliteConnection catalogue, IReadOnlyDictionary<string, string> values)
    {
        HashSet<long>? numbers = null;
        foreach (var (key, value) in values)
        {
            var matching = catalogue.Query(
                "SELECT picture FROM metadata WHERE key = $key AND value = $value", row => row.GetInt64(0), ("$key", key), ("$value", value));
            if (numbers is null) numbers = [.. matching];
            else numbers.IntersectWith(matching);
            if (numbers.Count == 0) break;
        }
        return numbers ?? [];
    }

    public static long CountPictures(this SqliteConnection catalogue) => catalogue.Number("SELECT count(*) FROM pictures");

    /// <summary>Adds a picture.</summary>
    /// <returns>Its number: that of the row, or a new one where that is 0.</returns>
    public static long Insert(this SqliteConnection catalogue, PictureRow picture)
    {
        var number = catalogue.Number(
            """
            INSERT INTO pictures (number, id, name, added, width, height, size, thumbnail_size, metadata, file_segment, file_offset, file_length)
            VALUES (nullif($number, 0), $id, $name, $added, $width, $height, $size, $thumbnail, $metadata, $segment, $offset, $length)
            RETURNING number
            """,
            ("$number", picture.Number), ("$id", picture.Id), ("$name", picture.Name), ("$added", picture.Added.ToUnixTimeMilliseconds()),
            ("$width", picture.Width), ("$height", picture.Height), ("$size", picture.Size), ("$thumbnail", picture.ThumbnailSize),
            ("$metadata", picture.Metadata.Json()), ("$segment", picture.File.Segment), ("$offset", picture.File.Offset),
            ("$length", picture.File.Length));
        foreach (var (key, value) in picture.Metadata)
            catalogue.Execute(
                "INSERT INTO metadata (key, value, picture) VALUES ($key, $value, $picture)",
                ("$key", key), ("$value", CatalogueValues.Comparable(value)), ("$picture", number));
        if (picture.Regions is { } regions) catalogue.SetRegions(number, regions);
        return number;
    }

    /// <summary>Writes down what a model made of a picture.</summary>
    public static void SetRegions(this SqliteConnection catalogue, long number, StoredRegions regions) => catalogue.Execute(
        """
        UPDATE pictures SET model = $model, detector = $detector, boxes = $boxes, scores = $scores, labels = $labels,
            embedding_segment = $es, embedding_offset = $eo, embedding_length = $el,
            vector_segment = $vs, vector_offset = $vo, vector_length = $vl
        WHERE number = $number
        """,
        ("$number", number), ("$model", regions.Model), ("$detector", regions.Detector), ("$boxes", regions.Boxes.Bytes()),
        ("$scores", regions.Scores.Bytes()), ("$labels", regions.Labels?.Bytes()),
        ("$es", regions.Embeddings.Segment), ("$eo", regions.Embeddings.Offset), ("$el", regions.Embeddings.Length),
        ("$vs", regions.Vector.Segment), ("$vo", regions.Vector.Offset), ("$vl", regions.Vector.Length));

    /// <summary>Forgets what a model made of a picture, so that it is made anew.</summary>
    public static void ClearRegions(this SqliteConnection catalogue, long number) => catalogue.Execute(
        """
        UPDATE pictures SET model = NULL, detector = NULL,
            embedding_segment = NULL, embedding_offset = NULL, embedding_length = NULL,
            vector_segment = NULL, vector_offset = NULL, vector_length = NULL
        WHERE number = $number
        """,
        ("$number", number));

    /// <summary>Removes a picture and its captions.</summary>
    public static void DeletePicture(this SqliteConnection catalogue, long number) =>
        catalogue.Execute("DELETE FROM pictures WHERE number = $number", ("$number", number));

    private static PictureRow Read(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetString(1),
        Name = row.GetString(2),
        Added = row.Time(3),
        Width = row.GetInt32(4),
        Height = row.GetInt32(5),
        Size = row.GetInt32(6),
        ThumbnailSize = row.GetInt32(7),
        Metadata = CatalogueValues.Metadata(row.GetString(8)),
        File = row.Location(9),
        Regions = row.IsDBNull(12) ? null : new StoredRegions
        {
            Model = row.GetString(12),
            Detector = row.GetString(13),
            Boxes = row.Array<float>(14),
            Scores = row.Array<float>(15),
            Labels = row.IsDBNull(16) ? null : row.Array<long>(16),
            Embeddings = row.Location(17),
            Vector = row.Location(20),
        },
    };
}
