using Sgraf.Model.Bundles;

namespace Sgraf.Model.Encoding;

/// <summary>The text encoder of one checkpoint, laid out for the kernel; shared by all threads.</summary>
internal sealed class CaptionWeights : IDisposable
{
    public CaptionWeights(Checkpoint checkpoint, ModelConfig config)
    {
        using var embedding = checkpoint["txt_enc.embed.weight"].View();
        Embedding = embedding.Values.ToArray();
        string[] suffixes = config.Bidirectional ? ["", "_reverse"] : [""];
        Layers = [.. Enumerable.Range(0, config.GruLayers).Select(layer => suffixes
            .Select(suffix => new RecurrentWeights(checkpoint, $"l{layer}{suffix}", config.JointSize, layer == 0 ? null : suffixes.Length))
            .ToArray())];
        Pooling = new PoolingWeights(checkpoint, "sim_enc.t_global_w");
    }

    /// <summary>(words, E)</summary>
    public ReadOnlyMemory<float> Embedding { get; }

    /// <summary>Of each layer the directions.</summary>
    public IReadOnlyList<RecurrentWeights[]> Layers { get; }

    public PoolingWeights Pooling { get; }

    public void Dispose()
    {
        foreach (var direction in Layers.SelectMany(layer => layer))
            direction.Dispose();
        Pooling.Dispose();
    }
}
