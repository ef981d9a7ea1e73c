using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sgraf.Model.Bundles;

/// <summary>The sizes and switches of a network, as they were when it was trained.</summary>
/// <remarks>The defaults are those of the published models. Everything that a size decides is checked against the checkpoint.
/// A file must state them all: a size left out must not silently become that of the published models.</remarks>
public sealed record ModelConfig
{
    /// <summary>F: values of one detector feature.</summary>
    [JsonRequired, Range(1, 65536)] public int FeatureSize { get; init; } = 2048;

    /// <summary>E: values of one word vector.</summary>
    [JsonRequired, Range(1, 65536)] public int WordSize { get; init; } = 300;

    /// <summary>D: values of the space that regions and words share.</summary>
    [JsonRequired, Range(1, 16384)] public int JointSize { get; init; } = 1024;

    /// <summary>S: values of one similarity vector.</summary>
    [JsonRequired, Range(1, 16384)] public int SimilaritySize { get; init; } = 256;

    /// <summary>R: regions of an image. Part of the model: a batch norm has one channel per region rank.</summary>
    [JsonRequired, Range(1, 64)] public int RegionCount { get; init; } = 36;

    /// <summary>Rows of the word embedding, the four special words included.</summary>
    [JsonRequired, Range(4, 10_000_000)] public int VocabularySize { get; init; } = 8481;

    /// <summary>Layers of the caption GRU.</summary>
    [JsonRequired, Range(1, 8)] public int GruLayers { get; init; } = 1;

    /// <summary>Whether the caption is also read from its end, and both readings averaged.</summary>
    [JsonRequired] public bool Bidirectional { get; init; } = true;

    /// <summary>Whether region embeddings have length one (the official <c>no_imgnorm</c> is false).</summary>
    [JsonRequired] public bool NormalizeImages { get; init; } = true;

    /// <summary>Whether word embeddings have length one (the official <c>no_txtnorm</c> is false).</summary>
    [JsonRequired] public bool NormalizeTexts { get; init; } = true;

    /// <summary>Reasoning steps of the SGR module; ignored by SAF.</summary>
    [JsonRequired, Range(1, 16)] public int GraphSteps { get; init; } = 3;
}
