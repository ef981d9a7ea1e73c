using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>What each word sees in an image: the attention-weighted sum of regions, and what it is to be scaled by.</summary>
/// <param name="keepsParts">Whether the parts of the attention are kept, for its gradient.</param>
internal sealed unsafe class WordContexts<TKernel>(bool keepsParts = false) : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private readonly CrossAttention<TKernel> _attention = new(keepsParts);
    private readonly AlignedBuffer _norms = new();
    private readonly ZeroPanel _zeros = new();

    /// <summary>The attention of the last image, (words, R).</summary>
    public PanelMatrix Attention { get; private set; }

    /// <summary>Its parts, where they are kept.</summary>
    public CrossAttention<TKernel> Parts => _attention;

    /// <summary>What brings each word's context to length one, 16 times.</summary>
    public float* Scales => _norms.Pointer;

    /// <summary>Sums up the regions that each word of a group attends to.</summary>
    /// <param name="regions">(R, D)</param>
    /// <param name="regionCount">R</param>
    /// <param name="captions">The words.</param>
    /// <param name="contexts">Where the sums go, not yet of length one, (words, D).</param>
    /// <param name="next">The regions of the next call, (R, D), if there are any: they are on their way from main memory meanwhile.</param>
    public void Sum(PanelMatrix regions, int regionCount, CaptionGroup captions, PanelMatrix contexts, PanelMatrix next = default)
    {
        Attention = _attention.Attend(regions, regionCount, captions);
        var upcoming = new Upcoming(next, regions.PanelCount * MatrixProduct<TKernel>.PiecesOfPanel(captions.WordCount, regionCount));
        new Span<float>(_norms.Reserve(captions.WordCount * IMatrixKernel.SquareSums), captions.WordCount * IMatrixKernel.SquareSums).Clear();
        for (var panel = 0; panel < regions.PanelCount; panel++)
        {
            MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                Attention.Row(0), Attention.PanelStride, regionCount, regions.Panel(panel), _zeros.Pointer, 0, contexts.Panel(panel),
                captions.WordCount, _norms.Pointer, &upcoming);
        }
        InvertNorms(captions.WordCount);
    }

    public void Dispose()
    {
        _attention.Dispose();
        _norms.Dispose();
        _zeros.Dispose();
    }

    private void InvertNorms(int words)
    {
        for (var norm = _norms.Pointer; words > 0; words--, norm += IMatrixKernel.SquareSums)
            Vector512.Create(1 / (MathF.Sqrt(Vector512.Sum(Vector512.Load(norm))) + RowMath.Epsilon)).Store(norm);
    }
}
