using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;
using Sgraf.Training.Gradients;

namespace Sgraf.Training.Alignments;

/// <summary>The backward pass of the alignments of words with what they see in an image.</summary>
/// <remarks>
/// What the forward pass found on the way is made again, as that is a fifth of it: <c>y = W (c / |c| - w)² + b</c> with
/// <c>c = Σ_r a_r v_r</c>. A pair costs 12 R L D + 4 L D S operations. Panel by panel of D, so that all but the contexts and their
/// gradient stays in the first-level cache.
/// </remarks>
internal sealed unsafe class WordsBackward<TKernel> : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly WordContexts<TKernel> _contexts = new(keepsParts: true);
    private readonly AttentionBackward<TKernel> _attention = new();
    private readonly LayerBackward<TKernel> _layer;
    private readonly PanelBuffer _sums;
    private readonly PanelBuffer _gradients;
    private readonly AlignedBuffer _differences = new();
    private readonly AlignedBuffer _squares = new();
    private readonly AlignedBuffer _dots = new();
    private readonly ZeroPanel _zeros = new();

    /// <param name="local">The transform of words.</param>
    /// <param name="jointSize">D.</param>
    public WordsBackward(LayerRows local, int jointSize)
    {
        _layer = new LayerBackward<TKernel>(local);
        (_sums, _gradients) = (new PanelBuffer(jointSize), new PanelBuffer(jointSize));
    }

    /// <summary>Adds to the gradients of an image's regions, of the words and of their transform.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tile">The image and the captions.</param>
    /// <param name="similarities">The gradient of the similarity vectors of words, (words, S).</param>
    /// <param name="target">What is added to.</param>
    public void Run(PackedBatch batch, PairTile tile, PanelMatrix similarities, ChunkGradient target)
    {
        var (regions, words) = (batch.Images.Regions(tile.Image), tile.Captions.WordCount);
        var (sums, gradients) = (_sums.Take(words), _gradients.Take(words));
        _contexts.Sum(regions, batch.RegionCount, tile.Captions, sums);
        LayerBackward<TKernel>.AddBias(similarities, words, target.Local.Bias);
        new Span<float>(_dots.Reserve(words * Lanes), words * Lanes).Clear();
        for (var panel = 0; panel < sums.PanelCount; panel++) ToContexts(tile, similarities, panel, sums, gradients, target);
        ShareOutDots(words);

        var regionGradient = target.Regions(tile.Image);
        for (var panel = 0; panel < sums.PanelCount; panel++)
        {
            ToSums(sums.Panel(panel), gradients.Panel(panel), words);
            AddRegions(_contexts.Attention, gradients.Panel(panel), words, regionGradient.Panel(panel));
        }

        var products = _attention.ToProducts(_contexts, regions, batch.RegionCount, gradients, tile.Captions);
        for (var panel = 0; panel < sums.PanelCount; panel++)
        {
            AddRegions(products, tile.Captions.Rows.Panel(panel), words, regionGradient.Panel(panel));
            AddWords(products, regions.Panel(panel), tile, panel, target);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        IDisposable[] parts = [_contexts, _attention, _layer, _sums, _gradients, _differences, _squares, _dots, _zeros];
        foreach (var part in parts) part.Dispose();
    }

    /// <summary>From the similarity vectors to one panel of the contexts of length one, whose gradient is the words' but for its sign.</summary>
    private void ToContexts(
        PairTile tile, PanelMatrix similarities, int panel, PanelMatrix sums, PanelMatrix gradients, ChunkGradient target)
    {
        var words = tile.Captions.WordCount;
        var differences = _differences.Reserve(words * Panels.Width);
        var squares = _squares.Reserve(words * Panels.Width);
        Compare(sums.Panel(panel), tile.Captions.Rows.Panel(panel), differences, squares, words);
        LayerBackward<TKernel>.AddWeight(similarities, squares, panel, words, target.Local.Weight);
        _layer.ToInputs(similarities, panel, words, gradients.Panel(panel));
        Differentiate(differences, sums.Panel(panel), gradients.Panel(panel), words);
        AddToCaptions(gradients.Panel(panel), -1, tile, panel, target);
    }

    private void Compare(float* sums, float* words, float* differences, float* squares, int count)
    {
        var scales = _contexts.Scales;
        for (var (value, end) = (0, count * Panels.Width); value < end; value += Panels.Width, scales += Lanes)
        {
            var scale = Vector512.Load(scales);
            var low = Vector512.Load(sums + value) * scale - Vector512.Load(words + value);
            var high = Vector512.Load(sums + value + Lanes) * scale - Vector512.Load(words + value + Lanes);
            low.Store(differences + value);
            high.Store(differences + value + Lanes);
            (low * low).Store(squares + value);
            (high * high).Store(squares + value + Lanes);
        }
    }

    /// <summary>The gradient of squares becomes that of differences, twice it times the difference; and meets the contexts.</summary>
    private void Differentiate(float* differences, float* sums, float* gradients, int count)
    {
        var dots = _dots.Pointer;
        for (var (value, end) = (0, count * Panels.Width); value < end; value += Panels.Width, dots += Lanes)
        {
            var low = Vector512.Load(gradients + value) * Vector512.Load(differences + value);
            var high = Vector512.Load(gradients + value + Lanes) * Vector512.Load(differences + value + Lanes);
            (low, high) = (low + low, high + high);
            low.Store(gradients + value);
            high.Store(gradients + value + Lanes);
            var sum = Vector512.MultiplyAddEstimate(low, Vector512.Load(sums + value), Vector512.Load(dots));
            Vector512.MultiplyAddEstimate(high, Vector512.Load(sums + value + Lanes), sum).Store(dots);
        }
    }

    /// <summary>From <c>c · x'</c> of each word to what the backward pass of the norm takes of c, <c>(c · x') / (|c| (|c| + 1e-8)²)</c>.</summary>
    private void ShareOutDots(int words)
    {
        for (var word = 0; word < words; word++)
        {
            var (scale, dot) = (_contexts.Scales[word * Lanes], Vector512.Sum(Vector512.Load(_dots.Pointer + word * Lanes)));
            var length = 1 / scale - RowMath.Epsilon;
            Vector512.Create(length > 0 ? dot * scale * scale / length : 0).Store(_dots.Pointer + word * Lanes);
        }
    }

    private void ToSums(float* sums, float* gradients, int count)
    {
        float* scales = _contexts.Scales, shares = _dots.Pointer;
        for (var (value, end) = (0, count * Panels.Width); value < end; value += Panels.Width, scales += Lanes, shares += Lanes)
        {
            var (scale, share) = (Vector512.Load(scales), Vector512.Load(shares));
            (Vector512.Load(gradients + value) * scale - Vector512.Load(sums + value) * share).Store(gradients + value);
            (Vector512.Load(gradients + value + Lanes) * scale - Vector512.Load(sums + value + Lanes) * share).Store(gradients + value + Lanes);
        }
    }

    /// <summary>Adds <c>weightsᵀ vectors</c> to one panel of the gradient of the regions; weights (words, R), vectors (words, 32).</summary>
    private static void AddRegions(PanelMatrix weights, float* vectors, int words, float* regions)
    {
        for (var region = 0; region < weights.Columns; region += Panels.Width, regions += Panels.Width * Panels.Width)
        {
            MatrixProduct<TKernel>.MultiplyPanel<Transposed>(
                weights.At(0, region), Panels.Width * Panels.Width, words, vectors, regions, Panels.Width, regions,
                Math.Min(Panels.Width, weights.Columns - region));
        }
    }

    /// <summary>Adds <c>weights regions</c> to one panel of the gradient of each caption's words; weights (words, R).</summary>
    private void AddWords(PanelMatrix weights, float* regions, PairTile tile, int panel, ChunkGradient target)
    {
        var gradients = _differences.Pointer;
        MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
            weights.Row(0), weights.PanelStride, weights.Columns, regions, _zeros.Pointer, 0, gradients, tile.Captions.WordCount);
        AddToCaptions(gradients, 1, tile, panel, target);
    }

    /// <summary>Adds one panel of values, (words, 32), to the gradient of each caption's words.</summary>
    private static void AddToCaptions(float* values, float sign, PairTile tile, int panel, ChunkGradient target)
    {
        var signs = Vector512.Create(sign);
        for (var caption = 0; caption < tile.Captions.Count; caption++)
        {
            var words = target.Words(tile.CaptionIds[caption]).Panel(panel);
            var end = words + (tile.Captions.GraphSizes[caption] - 1) * Panels.Width;
            for (; words < end; words += Lanes, values += Lanes)
                Vector512.MultiplyAddEstimate(Vector512.Load(values), signs, Vector512.Load(words)).Store(words);
        }
    }
}
