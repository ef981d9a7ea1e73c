using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Values of the catalogue between columns and their types.</summary>
internal static class CatalogueValues
{
    /// <summary>A place in three columns.</summary>
    public static RecordLocation Location(this SqliteDataReader row, int column) =>
        new(row.GetInt32(column), row.GetInt64(column + 1), row.GetInt32(column + 2));

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static T[] Array<T>(this SqliteDataReader row, int column) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(row.GetFieldValue<byte[]>(column)).ToArray();

    public static byte[] Bytes<T>(this T[] values) where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    public static IReadOnlyDictionary<string, JsonElement> Metadata(string json) =>
        JsonSerializer.Deserialize(json, CatalogueJson.Default.IReadOnlyDictionaryStringJsonElement) ?? new Dictionary<string, JsonElement>();

    public static string Json(this IReadOnlyDictionary<string, JsonElement> metadata) =>
        JsonSerializer.Serialize(metadata, CatalogueJson.Default.IReadOnlyDictionaryStringJsonElement);

    /// <summary>A value of the metadata as filters compare it: a text without its quotes, a number as it was written.</summary>
    public static string Comparable(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <summary>Generated code for what the catalogue keeps as JSON.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
