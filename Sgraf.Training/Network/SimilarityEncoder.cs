using Sgraf.Model.Bundles;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>Compares images with captions: whole with whole, and each word with what it sees.</summary>
/// <remarks>Diao et al., AAAI 2021, "similarity representation": <c>l2(W |x - y|²)</c>, one W for words and one for the whole.</remarks>
internal sealed class SimilarityEncoder : Module
{
    [ComponentName(Name = "v_global_w")] private readonly GlobalAttention _wholeImage;
    [ComponentName(Name = "t_global_w")] private readonly GlobalAttention _wholeCaption;
    [ComponentName(Name = "sim_tranloc_w")] private readonly Linear? _local;
    [ComponentName(Name = "sim_tranglo_w")] private readonly Linear? _global;
    [ComponentName(Name = NetworkWeights.SgrHead)] private readonly SimilarityHead? _sgr;
    [ComponentName(Name = NetworkWeights.SafHead)] private readonly SimilarityHead? _saf;

    private readonly SimilarityVariant _variant;

    public SimilarityEncoder(ModelConfig config, NetworkKind kind, Regularization regularization, SimilarityVariant variant)
        : base(nameof(SimilarityEncoder))
    {
        _variant = variant;
        _wholeImage = new GlobalAttention(config.JointSize, config.RegionCount, regularization.GlobalDropout);
        _wholeCaption = new GlobalAttention(config.JointSize, regionCount: null, regularization.GlobalDropout);
        if (kind != NetworkKind.Dual)
        {
            var compared = variant.HasVectorSimilarity ? config.JointSize : 1;
            if (variant.HasLocalAlignments) _local = Linear(compared, config.SimilaritySize);
            if (variant.HasGlobalAlignment) _global = Linear(compared, config.SimilaritySize);
        }
        if (kind is NetworkKind.Sgr or NetworkKind.Joint) _sgr = new SimilarityHead(config, SimilarityModule.Sgr, variant);
        if (kind is NetworkKind.Saf or NetworkKind.Joint) _saf = new SimilarityHead(config, SimilarityModule.Saf, variant);
        RegisterComponents();
    }

    /// <summary>Whole images from their regions, (B, R, D) to (B, D).</summary>
    public Tensor EncodeImages(Tensor regions) => _wholeImage.call(regions, null);

    /// <summary>Whole captions from their words, (C, L, D) to (C, D); <paramref name="isPadding"/> (C, L).</summary>
    public Tensor EncodeCaptions(Tensor words, Tensor isPadding) => _wholeCaption.call(words, isPadding);

    /// <summary>The alignments of P pairs: images with one caption, or with one caption each.</summary>
    /// <param name="regions">(P, R, D)</param>
    /// <param name="images">(P, D)</param>
    /// <param name="words">(L, D) or (P, L, D), without padding.</param>
    /// <param name="captions">(D) or (P, D)</param>
    /// <returns>The global alignment, then those of the words, (P, N, S).</returns>
    public Tensor Align(Tensor regions, Tensor images, Tensor words, Tensor captions)
    {
        using var scope = NewDisposeScope();
        Tensor[] locals = _local is null ? [] : [Represent(_local, CrossAttention.Attend(regions, words), words)];     // (P, L, S)
        Tensor[] globals = _global is null ? [] : [Represent(_global, images, captions).unsqueeze(1)];                 // (P, 1, S)
        return cat([.. globals, .. locals], dim: 1).MoveToOuterDisposeScope();                                         // (P, N, S)
    }

    /// <summary>Similarity vectors of length one, (..., D) and (..., D) to (..., S).</summary>
    private Tensor Represent(Linear transform, Tensor left, Tensor right)
    {
        var compared = _variant.HasVectorSimilarity ? left.sub(right).Squared() : left.mul(right).sum(-1, keepdim: true);
        return transform.call(compared).ToUnitLength();
    }

    /// <summary>The transforms of differences, D to S, which a dual encoder lacks.</summary>
    public (Linear Local, Linear Global) Transforms => (_local!, _global!);

    /// <summary>The head of a module that the network was made for.</summary>
    public SimilarityHead Head(SimilarityModule module) => (module == SimilarityModule.Sgr ? _sgr : _saf)
        ?? throw new InvalidOperationException($"The network has no {module} head.");
}
