using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Reading;

/// <summary>Reads and writes sgr, saf and sgraf.</summary>
internal sealed class ModuleConverter : JsonConverter<SimilarityModule>
{
    public override SimilarityModule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ModuleNames.Parse(reader.GetString()!) is { } module
            ? module
            : throw new JsonException(JsonMistake.OwnPrefix + ModuleNames.Expected);

    public override void Write(Utf8JsonWriter writer, SimilarityModule value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ModuleNames.Of(value));
}
