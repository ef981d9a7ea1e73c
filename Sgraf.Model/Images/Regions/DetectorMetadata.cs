using System.Text.Json;
using Sgraf.Model.Bundles;

namespace Sgraf.Model.Images.Regions;

/// <summary>Finds what is written of a detector: in the model's own metadata, or in a JSON file beside it, which goes before.</summary>
/// <remarks>
/// Networks exported by others carry no metadata of ours; beside <c>NAME.onnx</c> a file <c>NAME.onnx.json</c> says what is needed:
/// <c>{"detector.contract": "1", "detector.kind": "crops", "detector.id": "NAME-1"}</c>.
/// </remarks>
internal static class DetectorMetadata
{
    public const string Prefix = "detector.";
    private const long LargestFile = 1 << 20;

    /// <summary>All that is written of a detector, by key.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="model">The same, opened.</param>
    /// <param name="problems">Takes what keeps the file beside from being read.</param>
    public static Dictionary<string, string> Read(string path, OnnxModel model, List<string> problems)
    {
        var values = model.Metadata.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary();
        var beside = DetectorFiles.SettingsBeside(path);
        if (!File.Exists(beside)) return values;
        try
        {
            foreach (var (key, value) in ReadBeside(beside)) values[key] = value;
        }
        catch (Exception failure) when (failure
            is JsonException or InvalidDataException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{Path.GetFileName(beside)} cannot be read: {failure.Message}");
        }
        return values;
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadBeside(string path)
    {
        if (new FileInfo(path).Length > LargestFile) throw new InvalidDataException($"expected at most {LargestFile} bytes");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException("expected an object");
        return [.. document.RootElement.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, ToText(entry)))];
    }

    /// <summary>Numbers and lists may be written as such or as text.</summary>
    private static string ToText(JsonProperty entry) => entry.Value.ValueKind switch
    {
        JsonValueKind.String => entry.Value.GetString()!,
        JsonValueKind.Number => entry.Value.GetRawText(),
        JsonValueKind.Array => string.Join(',', entry.Value.EnumerateArray().Select(item => ToItem(entry.Name, item.ToString()))),
        _ => throw new InvalidDataException($"expected a text, a number or a list for {entry.Name}"),
    };

    /// <summary>Commas part the items of a list that is written as text.</summary>
    private static string ToItem(string key, string item) =>
        item.Contains(',', StringComparison.Ordinal) ? throw new InvalidDataException($"an item of {key} holds a comma: {item}; write one name of it") : item;
}
