using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Reading;

/// <summary>A picture's file as it came with a request.</summary>
/// <param name="Bytes">The file; null where the request held something that is no base64.</param>
[JsonConverter(typeof(PictureDataConverter))]
internal sealed record PictureData(byte[]? Bytes);

/// <summary>Reads base64; of a text that is none, only the item it belongs to fails.</summary>
internal sealed class PictureDataConverter : JsonConverter<PictureData>
{
    public override PictureData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        return new PictureData(reader.TryGetBytesFromBase64(out var bytes) ? bytes : null);
    }

    public override void Write(Utf8JsonWriter writer, PictureData value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Bytes ?? []);
}
