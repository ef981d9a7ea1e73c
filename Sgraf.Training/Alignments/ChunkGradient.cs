using Sgraf.Model.Matrices;
using Sgraf.Training.Gradients;

namespace Sgraf.Training.Alignments;

/// <summary>What the pairs of some images add to the gradient: to those images, and a part of all that images share.</summary>
/// <remarks>One thread fills it in a fixed order, so that the sum of all parts is bitwise the same on any number of threads.</remarks>
internal sealed class ChunkGradient : IDisposable
{
    private readonly PackedBatch _batch;
    private readonly GradientBuffer[] _regions;

    /// <param name="batch">The batch.</param>
    /// <param name="similaritySize">S.</param>
    /// <param name="images">The images, which follow one another.</param>
    public ChunkGradient(PackedBatch batch, int similaritySize, int[] images)
    {
        (_batch, Images) = (batch, images);
        _regions = Array.ConvertAll(images, _ => new GradientBuffer(batch.RegionCount, batch.JointSize));
        WholeImages = new GradientBuffer(images.Length, batch.JointSize);
        AllWords = new GradientBuffer(batch.WordCount, batch.JointSize);
        WholeCaptions = new GradientBuffer(batch.CaptionCount, batch.JointSize);
        Local = new LayerGradient(batch.JointSize, similaritySize);
        Global = new LayerGradient(batch.JointSize, similaritySize);
    }

    /// <summary>The images.</summary>
    public IReadOnlyList<int> Images { get; }

    /// <summary>(R, D) of each image.</summary>
    public IReadOnlyList<GradientBuffer> AllRegions => _regions;

    /// <summary>(images, D)</summary>
    public GradientBuffer WholeImages { get; }

    /// <summary>(words, D)</summary>
    public GradientBuffer AllWords { get; }

    /// <summary>(C, D)</summary>
    public GradientBuffer WholeCaptions { get; }

    /// <summary>Of the transform of words.</summary>
    public LayerGradient Local { get; }

    /// <summary>Of the transform of whole images and captions.</summary>
    public LayerGradient Global { get; }

    /// <summary>The regions of an image, (R, D).</summary>
    public PanelMatrix Regions(int image) => _regions[image - Images[0]].Matrix;

    /// <summary>A whole image, (1, D).</summary>
    public PanelMatrix Image(int image) => WholeImages.Matrix.From(image - Images[0]);

    /// <summary>The words of a caption, (L, D).</summary>
    public PanelMatrix Words(int caption) => AllWords.Matrix.From(_batch.FirstWord(caption));

    /// <summary>A whole caption, (1, D).</summary>
    public PanelMatrix Caption(int caption) => WholeCaptions.Matrix.From(caption);

    /// <summary>Adds what another chunk holds of what images share.</summary>
    public void AddShared(ChunkGradient other)
    {
        AllWords.Add(other.AllWords);
        WholeCaptions.Add(other.WholeCaptions);
        Local.Add(other.Local);
        Global.Add(other.Global);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var regions in _regions) regions.Dispose();
        foreach (var part in (IDisposable[])[WholeImages, AllWords, WholeCaptions, Local, Global]) part.Dispose();
    }
}
