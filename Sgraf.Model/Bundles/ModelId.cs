using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sgraf.Model.Bundles;

/// <summary>Tells one model from another: embeddings, and vectors of a shortlist, made with two ids must not be compared.</summary>
/// <remarks>
/// A SHA-256 over everything that they depend on: the detector, the preparation of its features and of captions, the words, the
/// switches, the weights and those of the shortlist. How the weights are stored, notes and metrics have no part in it.
/// </remarks>
public static class ModelId
{
    private const int ValuesAtOnce = 1 << 20;    // a span of bytes ends at 2 GB

    /// <summary>The id of a bundle: 64 lower-case hexadecimal digits. It reads all weights, 70 MB a network at the published sizes.</summary>
    public static string Of(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var parts = new byte[bundle.Manifest.Modules.Parts().Count][];
        Parallel.For(0, parts.Length, part => parts[part] = Hash(bundle[bundle.Manifest.Modules.Parts()[part]].Tensors));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (manifest, config) = (bundle.Manifest, bundle.Config);
        AppendText(hash, $"{manifest.DetectorId}\n{manifest.Preprocessing.Features}\n{manifest.Preprocessing.Tokenizer}\n");
        AppendText(hash, $"{manifest.Modules} {config.NormalizeImages} {config.NormalizeTexts}\n");
        hash.AppendData(SHA256.HashData(File.ReadAllBytes(bundle.VocabularyPath)));
        foreach (var part in parts)
            hash.AppendData(part);
        if (bundle.Shortlist is not null)
            hash.AppendData(Hash(bundle.Shortlist));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Hash(IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var weights = tensors.Where(tensor => !CheckpointSchema.IsCounter(tensor.Key));
        foreach (var (name, tensor) in weights.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
        {
            AppendText(hash, $"{name} {CheckpointProblems.Describe(tensor.Shape)}\n");
            using var view = tensor.View();
            for (var values = view.Values; !values.IsEmpty; values = values[Math.Min(ValuesAtOnce, values.Length)..])
                hash.AppendData(MemoryMarshal.AsBytes(values[..Math.Min(ValuesAtOnce, values.Length)]));
        }
        return hash.GetHashAndReset();
    }

    private static void AppendText(IncrementalHash hash, string text) => hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text));
}
