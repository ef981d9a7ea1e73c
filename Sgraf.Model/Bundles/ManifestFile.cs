using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Model.Bundles;

/// <summary>Reads and writes <c>model.json</c>: nothing unknown, nothing twice, every size stated.</summary>
internal static class ManifestFile
{
    private const long LargestLength = 1 << 20;

    /// <exception cref="CheckpointException">There is no such file, it is malformed, or of a layout newer than this program.</exception>
    internal static BundleManifest Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > LargestLength)
                throw new CheckpointException($"{path}: expected at most {LargestLength} bytes, found {file.Length}.");
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            CheckVersion(path, document.RootElement);
            return document.Deserialize(ManifestJson.Default.BundleManifest)
                ?? throw new CheckpointException($"{path}: expected an object, found null.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    internal static void Write(string path, BundleManifest manifest) =>
        DurableFile.Write(path, stream => JsonSerializer.Serialize(stream, manifest, ManifestJson.Default.BundleManifest));

    /// <summary>Before anything else, since a newer layout may differ in everything else.</summary>
    private static void CheckVersion(string path, JsonElement manifest)
    {
        if (manifest.ValueKind != JsonValueKind.Object
            || !manifest.TryGetProperty("formatVersion", out var element)
            || element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out var version) || version < 1)
            throw new CheckpointException($"{path}: expected a formatVersion from 1 to {BundleManifest.NewestFormatVersion}.");
        if (version > BundleManifest.NewestFormatVersion)
            throw new CheckpointException(
                $"{path}: expected a formatVersion up to {BundleManifest.NewestFormatVersion}, found {version}: " +
                "the bundle was written by a newer version of Sgraf; update this one.");
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(SimilarityModuleConverter)])]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

internal sealed class SimilarityModuleConverter()
    : JsonStringEnumConverter<SimilarityModule>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
