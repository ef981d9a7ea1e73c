using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Search;

/// <summary>How many candidates are ranked exactly.</summary>
/// <param name="Size">The number; null for all.</param>
[JsonConverter(typeof(ShortlistChoiceConverter))]
internal sealed record ShortlistChoice(int? Size)
{
    public const string All = "all", Expected = "The shortlist must be a whole number from 1, or \"all\"";

    /// <returns>Null where the text is neither.</returns>
    public static ShortlistChoice? Parse(string text) => text == All ? new ShortlistChoice((int?)null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? new ShortlistChoice(size)
        : null;
}

/// <summary>Reads a number from 1, or "all".</summary>
internal sealed class ShortlistChoiceConverter : JsonConverter<ShortlistChoice>
{
    public override ShortlistChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var size) && size > 0) return new ShortlistChoice(size);
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(ShortlistChoice.All)) return new ShortlistChoice((int?)null);
        throw new JsonException(JsonMistake.OwnPrefix + ShortlistChoice.Expected);
    }

    public override void Write(Utf8JsonWriter writer, ShortlistChoice value, JsonSerializerOptions options)
    {
        if (value.Size is { } size) writer.WriteNumberValue(size);
        else writer.WriteStringValue(ShortlistChoice.All);
    }
}
