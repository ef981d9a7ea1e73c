using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>Makes what words give to the gates of the first layer, once for all captions that contain them.</summary>
internal abstract class WordProjector : IDisposable
{
    public static WordProjector Create(InstructionSet instructions, CaptionWeights weights, ModelConfig config) => instructions switch
    {
        InstructionSet.Avx512 => new WordProjector<Avx512Kernel>(weights, config),
        InstructionSet.Avx2 => new WordProjector<Avx2Kernel>(weights, config),
        _ => new WordProjector<PortableKernel>(weights, config),
    };

    /// <summary>Projects words on all processors.</summary>
    /// <param name="words">The words' ids.</param>
    /// <returns>Of each direction the gates of each word, (words, 3 D in whole panels); valid until the next call.</returns>
    public abstract PanelMatrix[] Project(List<int> words);

    public abstract void Dispose();
}

/// <inheritdoc />
internal sealed class WordProjector<TKernel>(CaptionWeights weights, ModelConfig config) : WordProjector
    where TKernel : struct, IMatrixKernel
{
    /// <summary>Words of one thread's turn: nine full blocks of rows.</summary>
    private const int WordsPerTurn = 126;

    private readonly PackedLinear[] _layers = [.. weights.Layers[0].Select(direction => direction.Input)];
    private readonly PanelBuffer _vectors = new(config.WordSize);
    private readonly PanelBuffer[] _projections = [.. weights.Layers[0].Select(direction => new PanelBuffer(direction.Input.Outputs))];

    public override PanelMatrix[] Project(List<int> words)
    {
        var vectors = LookUp(words);
        var projections = Array.ConvertAll(_projections, direction => direction.Take(words.Count));
        var turns = (words.Count + WordsPerTurn - 1) / WordsPerTurn;
        Parallel.For(0, turns * projections.Length, place =>
        {
            var (first, direction) = (place / projections.Length * WordsPerTurn, place % projections.Length);
            ProjectSome(_layers[direction], vectors.From(first), projections[direction].From(first), Math.Min(WordsPerTurn, words.Count - first));
        });
        return projections;
    }

    public override void Dispose()
    {
        _vectors.Dispose();
        foreach (var direction in _projections)
            direction.Dispose();
    }

    private static unsafe void ProjectSome(PackedLinear layer, PanelMatrix vectors, PanelMatrix projections, int count) =>
        MatrixProduct<TKernel>.Multiply(vectors, layer.Weight, layer.Bias, projections, count);

    private PanelMatrix LookUp(List<int> words)
    {
        var vectors = _vectors.Take(words.Count);
        for (var place = 0; place < words.Count; place++)
            Panels.PackRow(weights.Embedding.Span.Slice(words[place] * config.WordSize, config.WordSize), vectors, place);
        return vectors;
    }
}
