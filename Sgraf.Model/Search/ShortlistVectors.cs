using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;

namespace Sgraf.Model.Search;

/// <summary>One vector of an image and one of a caption, whose inner product stands in for the scorer in the first stage of a search.</summary>
/// <remarks>
/// Without <c>shortlist.safetensors</c> it is the global vectors of the bundle's networks one after the other, SGR's first. Each
/// has length one, so the product is the sum of their cosines. This needs no training of its own: the scorer compares the same
/// two vectors in its node 0, through <c>W (v - t)²</c>, and <c>|v - t|² = 2 - 2 v·t</c>.
/// With <c>shortlist.safetensors</c>, either linear projections of those vectors: <c>image.weight</c> (K, G), <c>image.bias</c> (K),
/// <c>text.weight</c> (K, G) and <c>text.bias</c> (K), where G is D times the number of networks; or the global vectors of a dual
/// encoder, whose weights it then holds under the names of a network's encoders.
/// </remarks>
public sealed class ShortlistVectors
{
    private readonly int _jointSize;
    private readonly ShortlistProjection? _images, _texts;

    /// <param name="bundle">The model.</param>
    /// <exception cref="CheckpointException">Its projections have names or shapes that do not fit: every problem is listed.</exception>
    public ShortlistVectors(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Kind = bundle.Shortlist is null ? ShortlistKind.Globals : bundle.Dual is null ? ShortlistKind.Projected : ShortlistKind.Dual;
        Networks = Kind == ShortlistKind.Dual ? [SimilarityModules.Dual] : bundle.Manifest.Modules.Parts();
        _jointSize = bundle.Config.JointSize;
        Size = GlobalSize;
        if (Kind != ShortlistKind.Projected) return;
        var head = bundle.Shortlist!;
        ShortlistProjection.Check(head, GlobalSize);
        _images = new ShortlistProjection(head, ShortlistProjection.Image);
        _texts = new ShortlistProjection(head, ShortlistProjection.Text);
        Size = _images.Outputs;
    }

    /// <summary>Where they come from.</summary>
    public ShortlistKind Kind { get; }

    /// <summary>The networks whose global vectors they are made of: those that score, or the dual encoder.</summary>
    public IReadOnlyList<SimilarityModule> Networks { get; }

    /// <summary>K: values of a vector.</summary>
    public int Size { get; }

    /// <summary>The vectors of images.</summary>
    /// <param name="images">The images as encoded by <see cref="Networks"/>.</param>
    /// <returns>(B, K)</returns>
    public float[] OfImages(IReadOnlyDictionary<SimilarityModule, EncodedImages> images) =>
        OfImages(Join([.. Networks.Select(module => images[module].Globals)]));

    /// <summary>The vectors of images.</summary>
    /// <param name="globals">Their global vectors by <see cref="Networks"/>, one after the other, (B, G).</param>
    /// <returns>(B, K)</returns>
    public float[] OfImages(float[] globals) => _images is null ? globals : _images.Apply(globals);

    /// <summary>The vectors of captions.</summary>
    /// <param name="captions">The captions as encoded by <see cref="Networks"/>.</param>
    /// <returns>(C, K)</returns>
    public float[] OfCaptions(IReadOnlyDictionary<SimilarityModule, EncodedCaptions> captions) =>
        OfCaptions(Join([.. Networks.Select(module => captions[module].Globals)]));

    /// <summary>The vectors of captions.</summary>
    /// <param name="globals">As for images, (C, G).</param>
    /// <returns>(C, K)</returns>
    public float[] OfCaptions(float[] globals) => _texts is null ? globals : _texts.Apply(globals);

    private int GlobalSize => Networks.Count * _jointSize;

    private float[] Join(float[][] globals)
    {
        var count = globals[0].Length / _jointSize;
        var joined = new float[count * GlobalSize];
        for (var row = 0; row < count; row++)
            for (var module = 0; module < globals.Length; module++)
                globals[module].AsSpan(row * _jointSize, _jointSize).CopyTo(joined.AsSpan(row * GlobalSize + module * _jointSize));
        return joined;
    }
}
