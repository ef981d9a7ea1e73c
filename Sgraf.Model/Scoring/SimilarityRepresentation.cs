using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>Turns images and a group of captions into the nodes of their similarity graphs.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Representation Learning": each word attends to the regions; the similarity vector of a
/// word and its context, and of the two global vectors, is <c>l2(W (x - y)² + b)</c>, with one W for words and one for globals.
/// A pair costs 4 R L D + 2 L D S + 2 D S operations; the words' transform, the middle term, dominates.
/// </remarks>
internal sealed unsafe class SimilarityRepresentation<TKernel> : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly PackedLinear _local;
    private readonly PackedLinear _global;
    private readonly WordContexts<TKernel> _contexts = new();
    private readonly PanelBuffer _differences;
    private readonly PanelBuffer _similarities;
    private readonly PanelBuffer _globalDifferences;
    private readonly PanelBuffer _globalSimilarities;
    private readonly Upcoming[] _upcoming;

    /// <param name="local">The transform of words, D to S.</param>
    /// <param name="global">The transform of the global pair, D to S.</param>
    public SimilarityRepresentation(PackedLinear local, PackedLinear global)
    {
        (_local, _global) = (local, global);
        _differences = new PanelBuffer(local.Inputs);
        _similarities = new PanelBuffer(local.Outputs);
        _globalDifferences = new PanelBuffer(global.Inputs);
        _globalSimilarities = new PanelBuffer(global.Outputs);
        _upcoming = new Upcoming[local.Weight.PanelCount];
    }

    /// <summary>The attention of the last image that was represented, (words, R).</summary>
    public PanelMatrix LastAttention => _contexts.Attention;

    /// <summary>Fills the nodes of each image with each caption of a group, images outermost.</summary>
    /// <remarks>
    /// Regions come from main memory, and waiting for them would take a tenth of the time. So the next image's are asked for while the
    /// regions of one are summed up, and those of the next tile before, while the words of this one are transformed.
    /// </remarks>
    /// <param name="images">The images.</param>
    /// <param name="tile">Which of them, and the captions.</param>
    /// <param name="graphs">What is filled.</param>
    /// <param name="next">The tile of the next call, if there will be one.</param>
    public void Represent(PackedImages images, Tile tile, SimilarityGraphs graphs, Tile? next = null)
    {
        var (captions, end) = (tile.Captions, tile.FirstImage + tile.ImageCount);
        var (words, rows) = (captions.WordCount, tile.ImageCount * captions.WordCount);
        var differences = _differences.Take(rows);
        for (var image = tile.FirstImage; image < end; image++)
        {
            CompareWords(
                images, image, image + 1 < end ? image + 1 : next?.FirstImage, captions, differences.From((image - tile.FirstImage) * words));
        }
        var similarities = _similarities.Take(rows);
        PlanAhead(images, next, rows);
        fixed (Upcoming* upcoming = _upcoming)
        {
            MatrixProduct<TKernel>.Multiply(differences, _local.Weight, _local.Bias, similarities, rows, upcoming);
        }

        var pairs = tile.ImageCount * captions.Count;
        var globalDifferences = _globalDifferences.Take(pairs);
        for (var pair = 0; pair < pairs; pair++)
            SquareDifference(
                images.Global(tile.FirstImage + pair / captions.Count), captions.Global(pair % captions.Count), globalDifferences.From(pair));
        var globalSimilarities = _globalSimilarities.Take(pairs);
        MatrixProduct<TKernel>.Multiply(globalDifferences, _global.Weight, _global.Bias, globalSimilarities, pairs);

        Assemble(similarities, globalSimilarities, tile.ImageCount, captions, graphs);
    }

    public void Dispose()
    {
        _contexts.Dispose();
        _differences.Dispose();
        _similarities.Dispose();
        _globalDifferences.Dispose();
        _globalSimilarities.Dispose();
    }

    /// <summary>(l2(context) - word)² of each word, where its context is the attention-weighted sum of regions.</summary>
    private void CompareWords(PackedImages images, int image, int? upcomingImage, CaptionGroup captions, PanelMatrix differences)
    {
        var upcoming = upcomingImage is { } next ? images.Regions(next) : default;
        _contexts.Sum(images.Regions(image), images.RegionCount, captions, differences, upcoming);
        for (var panel = 0; panel < differences.PanelCount; panel++)
            SquareDifferences(differences.Panel(panel), captions.Rows.Panel(panel), captions.WordCount);
    }

    /// <summary>Spreads the next tile's images over the panels of the words' transform; its first one has been asked for before.</summary>
    private void PlanAhead(PackedImages images, Tile? next, int rows)
    {
        var pieces = MatrixProduct<TKernel>.PiecesOfPanel(rows, _local.Inputs);
        for (var panel = 0; panel < _upcoming.Length; panel++)
        {
            _upcoming[panel] = next is { } tile && panel + 1 < tile.ImageCount
                ? new Upcoming(images.Regions(tile.FirstImage + panel + 1), pieces)
                : default;
        }
    }

    /// <summary>One panel of contexts becomes one panel of squared differences to the words, in place.</summary>
    private void SquareDifferences(float* contexts, float* wordVectors, int words)
    {
        for (var norm = _contexts.Scales; words > 0; words--, contexts += Panels.Width, wordVectors += Panels.Width, norm += Lanes)
        {
            var scale = Vector512.Load(norm);
            var low = Vector512.Load(contexts) * scale - Vector512.Load(wordVectors);
            var high = Vector512.Load(contexts + Lanes) * scale - Vector512.Load(wordVectors + Lanes);
            (low * low).Store(contexts);
            (high * high).Store(contexts + Lanes);
        }
    }

    private static void SquareDifference(float* image, float* caption, PanelMatrix differences)
    {
        for (var panel = 0; panel < differences.PanelCount; panel++)
        {
            for (var lane = 0; lane < Panels.Width; lane += Lanes, image += Lanes, caption += Lanes)
            {
                var difference = Vector512.Load(image) - Vector512.Load(caption);
                (difference * difference).Store(differences.Panel(panel) + lane);
            }
        }
    }

    /// <summary>Normalises the similarity vectors into the graphs: the global one first, then the words'.</summary>
    private static void Assemble(
        PanelMatrix similarities, PanelMatrix globalSimilarities, int imageCount, CaptionGroup captions, SimilarityGraphs graphs)
    {
        graphs.Reset(imageCount * captions.Count, captions.GraphSizes);
        for (var pair = 0; pair < graphs.Count; pair++)
        {
            var (image, caption) = Math.DivRem(pair, captions.Count);
            var node = graphs.Start(pair);
            graphs.Lengths[node] = RowMath.Normalize(globalSimilarities, pair, graphs.Nodes, node++);
            for (var word = captions.Start(caption); word < captions.Start(caption + 1); word++)
                graphs.Lengths[node] = RowMath.Normalize(similarities, image * captions.WordCount + word, graphs.Nodes, node++);
        }
    }
}
