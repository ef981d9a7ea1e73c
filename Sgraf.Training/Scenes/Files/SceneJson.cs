using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Training.Scenes.Files;

/// <summary>The JSON of a folder of scenes: names in lower case, words without escapes that only a web page would need.</summary>
[JsonSerializable(typeof(SceneSet))]
[JsonSerializable(typeof(CaptionLine))]
[JsonSerializable(typeof(BoxesLine))]
internal sealed partial class SceneJson : JsonSerializerContext
{
    public static SceneJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
