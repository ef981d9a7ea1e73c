using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>A bundle's networks on the processor: features, word ids and pairs in, embeddings and scores out.</summary>
/// <remarks>Any number of threads may use them at once.</remarks>
public sealed class BundleNetworks : IDisposable
{
    private readonly ModelConfig _config;
    private readonly Dictionary<SimilarityModule, (ImageEncoder Images, TextEncoder Texts, FusedScorer? Scorer)> _networks;

    /// <param name="bundle">The model; not needed once the networks stand.</param>
    /// <param name="instructions">The instructions to use; the best that the processor has when null.</param>
    public BundleNetworks(Bundle bundle, InstructionSet? instructions = null)
    {
        (_config, Modules) = (bundle.Config, bundle.Manifest.Modules.Parts());
        SimilarityModule[] encoders = bundle.Dual is null ? [.. Modules] : [.. Modules, SimilarityModules.Dual];
        var opened = new (ImageEncoder, TextEncoder, FusedScorer?)[encoders.Length];
        Parallel.For(0, encoders.Length, i => opened[i] = Open(bundle[encoders[i]], bundle.Config, encoders[i], instructions));
        _networks = encoders.Zip(opened).ToDictionary(network => network.First, network => network.Second);
        Scorers = Modules.ToDictionary(module => module, module => _networks[module].Scorer!);
    }

    /// <summary>The networks that score by name, SGR first.</summary>
    public IReadOnlyList<SimilarityModule> Modules { get; }

    /// <summary>What scores the pairs of each network.</summary>
    public IReadOnlyDictionary<SimilarityModule, FusedScorer> Scorers { get; }

    /// <summary>Encodes images.</summary>
    /// <param name="features">Features as the detector gave them, best region first, (B, R, F).</param>
    /// <param name="networks">By which networks; when null by all, the shortlist's dual encoder among them where there is one.</param>
    /// <returns>The images in the space of each.</returns>
    public IReadOnlyDictionary<SimilarityModule, EncodedImages> EncodeImages(ReadOnlyMemory<float> features, IEnumerable<SimilarityModule>? networks = null)
    {
        var count = features.Length / (_config.RegionCount * _config.FeatureSize);
        return (networks ?? _networks.Keys).ToDictionary(
            network => network, network => _networks[network].Images.Encode(features, count, _config.RegionCount, _config.FeatureSize));
    }

    /// <summary>Encodes captions.</summary>
    /// <param name="captions">Word ids of each caption, its start and end included.</param>
    /// <param name="networks">By which networks; when null by all, the shortlist's dual encoder among them where there is one.</param>
    /// <returns>The captions in the space of each.</returns>
    public IReadOnlyDictionary<SimilarityModule, EncodedCaptions> EncodeCaptions(IReadOnlyList<int[]> captions, IEnumerable<SimilarityModule>? networks = null) =>
        (networks ?? _networks.Keys).ToDictionary(network => network, network => _networks[network].Texts.Encode(captions));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (images, texts, scorer) in _networks.Values)
        {
            images.Dispose();
            texts.Dispose();
            scorer?.Dispose();
        }
    }

    private static (ImageEncoder, TextEncoder, FusedScorer?) Open(
        Checkpoint checkpoint, ModelConfig config, SimilarityModule module, InstructionSet? instructions) =>
        (new ImageEncoder(checkpoint, config, instructions: instructions),
            new TextEncoder(checkpoint, config, instructions: instructions),
            module == SimilarityModules.Dual ? null : new FusedScorer(checkpoint, config, module, instructions));
}
