using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;
using Sgraf.Training.Gradients;

namespace Sgraf.Training.Alignments;

/// <summary>The backward pass of the alignment of a whole image with whole captions, <c>y = W (v - w)² + b</c>.</summary>
internal sealed unsafe class WholesBackward<TKernel>(LayerRows global) : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly LayerBackward<TKernel> _layer = new(global);
    private readonly AlignedBuffer _differences = new();
    private readonly AlignedBuffer _squares = new();
    private readonly AlignedBuffer _gradient = new();

    /// <summary>Adds to the gradients of the image, of the captions and of their transform.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tile">The image and the captions.</param>
    /// <param name="similarities">The gradient of their similarity vectors, (captions, S).</param>
    /// <param name="target">What is added to.</param>
    public void Run(PackedBatch batch, PairTile tile, PanelMatrix similarities, ChunkGradient target)
    {
        var count = tile.Captions.Count;
        var differences = _differences.Reserve(count * Panels.Width);
        var squares = _squares.Reserve(count * Panels.Width);
        var gradient = _gradient.Reserve(count * Panels.Width);
        LayerBackward<TKernel>.AddBias(similarities, count, target.Global.Bias);
        for (var panel = 0; panel < Panels.Count(batch.JointSize); panel++)
        {
            Compare(batch.Images.Global(tile.Image) + panel * Panels.Width, tile, panel, differences, squares);
            LayerBackward<TKernel>.AddWeight(similarities, squares, panel, count, target.Global.Weight);
            _layer.ToInputs(similarities, panel, count, gradient);
            for (var caption = 0; caption < count; caption++)
            {
                Add(
                    differences + caption * Panels.Width, gradient + caption * Panels.Width, target.Image(tile.Image).Panel(panel),
                    target.Caption(tile.CaptionIds[caption]).Panel(panel));
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _layer.Dispose();
        _differences.Dispose();
        _squares.Dispose();
        _gradient.Dispose();
    }

    private static void Compare(float* image, PairTile tile, int panel, float* differences, float* squares)
    {
        for (var caption = 0; caption < tile.Captions.Count; caption++)
        {
            var whole = tile.Captions.Global(caption) + panel * Panels.Width;
            for (var lane = 0; lane < Panels.Width; lane += Lanes, differences += Lanes, squares += Lanes)
            {
                var difference = Vector512.Load(image + lane) - Vector512.Load(whole + lane);
                difference.Store(differences);
                (difference * difference).Store(squares);
            }
        }
    }

    private static void Add(float* differences, float* gradient, float* image, float* caption)
    {
        for (var lane = 0; lane < Panels.Width; lane += Lanes)
        {
            var change = Vector512.Load(differences + lane) * Vector512.Load(gradient + lane);
            change += change;
            (Vector512.Load(image + lane) + change).Store(image + lane);
            (Vector512.Load(caption + lane) - change).Store(caption + lane);
        }
    }
}
