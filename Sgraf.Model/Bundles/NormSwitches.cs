namespace Sgraf.Model.Bundles;

/// <summary>The two switches of the norms, which leave no trace in weights, as notes of a safetensors file.</summary>
internal static class NormSwitches
{
    private const string Images = "normalizeImages", Texts = "normalizeTexts";

    /// <summary>The notes of a network's file.</summary>
    public static Dictionary<string, string> ToNotes(ModelConfig config) => new()
    {
        [Images] = config.NormalizeImages ? "true" : "false",
        [Texts] = config.NormalizeTexts ? "true" : "false",
    };

    /// <summary>The sizes with the switches that a file's notes tell.</summary>
    /// <returns>Null where they tell none.</returns>
    public static ModelConfig? FromNotes(IReadOnlyDictionary<string, string> notes, ModelConfig config) =>
        bool.TryParse(notes.GetValueOrDefault(Images), out var images) && bool.TryParse(notes.GetValueOrDefault(Texts), out var texts)
            ? config with { NormalizeImages = images, NormalizeTexts = texts }
            : null;
}
