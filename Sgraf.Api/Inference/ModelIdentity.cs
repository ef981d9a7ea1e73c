using System.Security.Cryptography;
using System.Text;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Inference;

/// <summary>Tells models apart by everything that embeddings depend on: sizes, weights and words, but no notes and no metrics.</summary>
internal static class ModelIdentity
{
    private const int Length = 32;

    /// <returns>The first hex digits of a SHA-256.</returns>
    public static string Of(Bundle bundle, string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{bundle.Manifest.Modules} {bundle.Config} {bundle.Manifest.Preprocessing}"));
        string[] weights = [.. Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal)];
        foreach (var path in (string[])[.. weights, bundle.VocabularyPath])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path)));
            using var file = File.OpenRead(path);
            hash.AppendData(SHA256.HashData(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Length];
    }
}
