using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Statements about captions.</summary>
internal static class CaptionTable
{
    private const string Select = """
        SELECT captions.number, text, picture, pictures.id, captions.added, captions.model, words,
            captions.embedding_segment, captions.embedding_offset, captions.embedding_length,
            captions.vector_segment, captions.vector_offset, captions.vector_length
        FROM captions LEFT JOIN pictures ON pictures.number = picture
        """;

    /// <summary>The caption of a number; null when there is none.</summary>
    public static CaptionRow? FindCaption(this SqliteConnection catalogue, long number) =>
        catalogue.Query($"{Select} WHERE captions.number = $number", Read, ("$number", number)).FirstOrDefault();

    /// <summary>The number of the caption of a text and a picture; null when there is none.</summary>
    public static long? FindCaption(this SqliteConnection catalogue, string text, long? picture) => catalogue.Query(
        "SELECT number FROM captions WHERE text = $text AND coalesce(picture, 0) = $picture",
        row => (long?)row.GetInt64(0), ("$text", text), ("$picture", picture ?? 0)).FirstOrDefault();

    /// <summary>Captions in the order of adding.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="after">The number that they come after.</param>
    /// <param name="limit">How many at most.</param>
    public static List<CaptionRow> ListCaptions(this SqliteConnection catalogue, long after, int limit) => catalogue.Query(
        $"{Select} WHERE captions.number > $after ORDER BY captions.number LIMIT $limit", Read, ("$after", after), ("$limit", limit));

    /// <summary>The captions of a picture in the order of adding.</summary>
    public static List<CaptionRow> CaptionsOf(this SqliteConnection catalogue, long picture) =>
        catalogue.Query($"{Select} WHERE picture = $picture ORDER BY captions.number", Read, ("$picture", picture));

    /// <summary>Numbers of the captions of pictures whose metadata have all of some values.</summary>
    public static HashSet<long> CaptionsWhere(this SqliteConnection catalogue, IReadOnlyDictionary<string, string> values) =>
        [.. catalogue.PicturesWhere(values).SelectMany(picture => catalogue.Query(
            "SELECT number FROM captions WHERE picture = $picture", row => row.GetInt64(0), ("$picture", picture)))];

    /// <summary>Numbers, lengths and places of the captions that a model made, in the order of their vectors.</summary>
    public static List<(long Number, int Words, RecordLocation Embeddings, RecordLocation Vector)> CaptionsOf(
        this SqliteConnection catalogue, EmbeddingLayout layout) => catalogue.Query(
            """
            SELECT number, words, embedding_segment, embedding_offset, embedding_length, vector_segment, vector_offset, vector_length
            FROM captions WHERE model = $model ORDER BY vector_segment, vector_offset
            """,
            row => (row.GetInt64(0), row.GetInt32(1), row.Location(2), row.Location(5)), ("$model", layout.Model));

    /// <summary>Numbers of captions that another model made, or none.</summary>
    public static List<long> StaleCaptions(this SqliteConnection catalogue, EmbeddingLayout layout) => catalogue.Query(
        "SELECT number FROM captions WHERE model IS NOT $model ORDER BY number", row => row.GetInt64(0), ("$model", layout.Model));

    public static long CountCaptions(this SqliteConnection catalogue) => catalogue.Number("SELECT count(*) FROM captions");

    /// <summary>Adds a caption.</summary>
    public static void Insert(this SqliteConnection catalogue, CaptionRow caption)
    {
        catalogue.Execute(
            "INSERT INTO captions (number, text, picture, added) VALUES ($number, $text, $picture, $added)",
            ("$number", caption.Number), ("$text", caption.Text), ("$picture", caption.Picture), ("$added", caption.Added.ToUnixTimeMilliseconds()));
        if (caption.Words is { } words) catalogue.SetWords(caption.Number, words);
    }

    /// <summary>The number of the next caption.</summary>
    public static long NextCaption(this SqliteConnection catalogue) =>
        1 + catalogue.Number("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'captions'), 0)");

    /// <summary>Writes down what a model made of a caption.</summary>
    public static void SetWords(this SqliteConnection catalogue, long number, StoredWords words) => catalogue.Execute(
        """
        UPDATE captions SET model = $model, words = $words,
            embedding_segment = $es, embedding_offset = $eo, embedding_length = $el,
            vector_segment = $vs, vector_offset = $vo, vector_length = $vl
        WHERE number = $number
        """,
        ("$number", number), ("$model", words.Model), ("$words", words.Length),
        ("$es", words.Embeddings.Segment), ("$eo", words.Embeddings.Offset), ("$el", words.Embeddings.Length),
        ("$vs", words.Vector.Segment), ("$vo", words.Vector.Offset), ("$vl", words.Vector.Length));

    /// <summary>Forgets what a model made of a caption, so that it is made anew.</summary>
    public static void ClearWords(this SqliteConnection catalogue, long number) => catalogue.Execute(
        """
        UPDATE captions SET model = NULL,
            embedding_segment = NULL, embedding_offset = NULL, embedding_length = NULL,
            vector_segment = NULL, vector_offset = NULL, vector_length = NULL
        WHERE number = $number
        """,
        ("$number", number));

    /// <summary>Removes a caption.</summary>
    public static void DeleteCaption(this SqliteConnection catalogue, long number) =>
        catalogue.Execute("DELETE FROM captions WHERE number = $number", ("$number", number));

    private static CaptionRow Read(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Text = row.GetString(1),
        Picture = row.IsDBNull(2) ? null : row.GetInt64(2),
        PictureId = row.Optional<string>(3),
        Added = row.Time(4),
        Words = row.IsDBNull(5) ? null : new StoredWords(row.GetString(5), row.GetInt32(6), row.Location(7), row.Location(10)),
    };
}
