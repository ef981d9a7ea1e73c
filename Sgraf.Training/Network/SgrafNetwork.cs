using Sgraf.Model.Bundles;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>The network of Diao et al., AAAI 2021, to be trained.</summary>
/// <remarks>
/// Regions and words meet in one space; every word is aligned with what it sees in the image; SGR lets these alignments inform each
/// other, SAF weighs them; one number remains. Parameters bear their published names.
/// </remarks>
public sealed class SgrafNetwork : Module
{
    private static readonly Scalar LargestLogScale = Math.Log(100);

    [ComponentName(Name = "img_enc")] private readonly RegionEncoder _regions;
    [ComponentName(Name = "txt_enc")] private readonly CaptionEncoder _captions;
    [ComponentName(Name = "sim_enc")] private readonly SimilarityEncoder _similarity;
    [ComponentName(Name = NetworkWeights.Temperature)] private readonly Parameter? _logScale;

    /// <param name="config">The sizes.</param>
    /// <param name="kind">What it is trained for.</param>
    /// <param name="regularization">What is left out at random in training; the official shares when null.</param>
    /// <param name="scaling">How features are standardised first; not at all when null.</param>
    /// <param name="variant">What an ablation changes; nothing when null.</param>
    internal SgrafNetwork(
        ModelConfig config, NetworkKind kind, Regularization? regularization, FeatureScaling? scaling, SimilarityVariant? variant = null)
        : base(nameof(SgrafNetwork))
    {
        TorchLibrary.Require();
        (Config, Kind, Scaling, Variant) = (config, kind, scaling, variant ?? SimilarityVariant.Published);
        regularization ??= new Regularization();
        _regions = new RegionEncoder(config, regularization, scaling);
        _captions = new CaptionEncoder(config, regularization);
        _similarity = new SimilarityEncoder(config, kind, regularization, Variant);
        if (kind == NetworkKind.Dual) _logScale = new Parameter(tensor((float)Math.Log(1 / 0.07)));
        RegisterComponents();
    }

    /// <param name="config">The sizes.</param>
    /// <param name="kind">What it is trained for.</param>
    /// <param name="regularization">What is left out at random in training; the official shares when null.</param>
    public SgrafNetwork(ModelConfig config, NetworkKind kind, Regularization? regularization = null) : this(config, kind, regularization, scaling: null) { }

    /// <summary>The sizes.</summary>
    public ModelConfig Config { get; }

    /// <summary>What it is trained for.</summary>
    public NetworkKind Kind { get; }

    /// <summary>How features are standardised first; null for raw ones.</summary>
    internal FeatureScaling? Scaling { get; }

    /// <summary>What an ablation changed.</summary>
    internal SimilarityVariant Variant { get; }

    /// <summary>The modules that it has heads of; none for a dual encoder.</summary>
    public IReadOnlyList<SimilarityModule> Modules => Kind switch
    {
        NetworkKind.Dual => [],
        NetworkKind.Sgr => [SimilarityModule.Sgr],
        NetworkKind.Saf => [SimilarityModule.Saf],
        _ => [SimilarityModule.Sgr, SimilarityModule.Saf],
    };

    /// <summary>Likeness of vectors as logits: times the learned inverse temperature, at most 100.</summary>
    public Tensor ScaleLikeness(Tensor likeness)
    {
        using var scope = NewDisposeScope();
        var scale = (_logScale ?? throw new InvalidOperationException($"A {Kind} network has no temperature.")).clamp_max(LargestLogScale).exp();
        return likeness.mul(scale).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps SAF's batch norm from counting what it normalizes, until disposed of.</summary>
    public IDisposable PauseTracking() => _similarity.Head(SimilarityModule.Saf).PauseTracking();

    /// <summary>Brings a batch into the space that regions and words share.</summary>
    /// <param name="features">Features as the detector gave them, (B, R, F).</param>
    /// <param name="captions">C captions, longest first.</param>
    public EncodedBatch Encode(Tensor features, CaptionBatch captions)
    {
        features.Expect([-1, Config.RegionCount, Config.FeatureSize]);
        return Encode(features, _captions.call(captions), captions);
    }

    /// <summary>The same cut off from the encoders, for a step of training; on the processor captions are read by the kernel.</summary>
    internal CutBatch EncodeCut(Tensor features, CaptionBatch captions)
    {
        features.Expect([-1, Config.RegionCount, Config.FeatureSize]);
        if (features.device_type != DeviceType.CPU) return new CutBatch(Encode(features, captions));
        var (words, reading) = _captions.Cut(captions);
        return new CutBatch(Encode(features, words, captions), reading);
    }

    /// <summary>Regions (B, R, D) and whole images (B, D).</summary>
    /// <param name="features">(B, R, F)</param>
    public (Tensor Regions, Tensor Images) EncodeImages(Tensor features)
    {
        features.Expect([-1, Config.RegionCount, Config.FeatureSize]);
        var regions = _regions.call(features);
        return (regions, _similarity.EncodeImages(regions));
    }

    /// <summary>Words (C, L, D) and whole captions (C, D).</summary>
    public (Tensor Words, Tensor Captions) EncodeCaptions(CaptionBatch captions)
    {
        var words = _captions.call(captions);
        return (words, _similarity.EncodeCaptions(words, captions.IsPadding));
    }

    /// <summary>Scores every image with one caption, whose alignments all share SAF's batch norm in training.</summary>
    /// <returns>(B)</returns>
    public Tensor ScoreCaption(EncodedBatch batch, int caption, SimilarityModule module)
    {
        using var scope = NewDisposeScope();
        return Head(module).call(Align(batch, caption)).MoveToOuterDisposeScope();
    }

    /// <summary>The alignments of every image with one caption, (B, N, S).</summary>
    public Tensor Align(EncodedBatch batch, int caption)
    {
        using var scope = NewDisposeScope();
        return Align(batch.Regions, batch.Images, batch.WordsOf(caption), batch.Captions.select(0, caption)).MoveToOuterDisposeScope();
    }

    /// <summary>The alignments of pairs that need not belong together otherwise.</summary>
    /// <param name="regions">(P, R, D)</param>
    /// <param name="images">(P, D)</param>
    /// <param name="words">Captions of one length without padding, (P, L, D); or one caption for all, (L, D).</param>
    /// <param name="captions">(P, D) or (D)</param>
    /// <returns>(P, N, S)</returns>
    public Tensor Align(Tensor regions, Tensor images, Tensor words, Tensor captions) => _similarity.Align(regions, images, words, captions);

    /// <summary>What turns the differences of words and their contexts, and of whole images and captions, into similarity vectors.</summary>
    internal (Linear Local, Linear Global) Transforms => _similarity.Transforms;

    /// <summary>The head of a module that the network was made for.</summary>
    internal SimilarityHead Head(SimilarityModule module) => _similarity.Head(module);

    /// <summary>Scores every image with every caption, one caption after the other, as the official code does.</summary>
    /// <returns>(B, C)</returns>
    public Tensor Score(EncodedBatch batch, SimilarityModule module)
    {
        using var scope = NewDisposeScope();
        var columns = Enumerable.Range(0, batch.Lengths.Count).Select(caption => ScoreCaption(batch, caption, module)).ToArray();
        return stack(columns, dim: 1).MoveToOuterDisposeScope();
    }

    private EncodedBatch Encode(Tensor features, Tensor words, CaptionBatch captions)
    {
        var regions = _regions.call(features);
        var images = _similarity.EncodeImages(regions);
        return new EncodedBatch(regions, images, words, _similarity.EncodeCaptions(words, captions.IsPadding), captions.Lengths);
    }
}
