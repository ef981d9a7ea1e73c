using System.Runtime.Intrinsics;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>Encodes one batch of captions at a time, with working memory of its own.</summary>
internal abstract class CaptionReader : IDisposable
{
    public static CaptionReader Create(InstructionSet instructions, CaptionWeights weights, ModelConfig config) => instructions switch
    {
        InstructionSet.Avx512 => new CaptionReader<Avx512Kernel>(weights, config),
        InstructionSet.Avx2 => new CaptionReader<Avx2Kernel>(weights, config),
        _ => new CaptionReader<PortableKernel>(weights, config),
    };

    /// <summary>Writes the words and the whole of each caption of the batch to their places.</summary>
    /// <param name="batch">The captions.</param>
    /// <param name="projections">What their words give to each direction of the first layer.</param>
    /// <param name="encoded">Where the results go.</param>
    /// <param name="sideBySide">Whether the directions of a layer, and halves of the pooling's, run on threads of their own: only where processors would be idle.</param>
    public abstract void Read(CaptionBatch batch, PanelMatrix[] projections, EncodedCaptions encoded, bool sideBySide);

    public abstract void Dispose();
}

/// <inheritdoc />
internal sealed class CaptionReader<TKernel> : CaptionReader
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly ModelConfig _config;
    private readonly RecurrentLayer<TKernel>[][] _layers;
    private readonly AttentionPooling<TKernel> _pooling;
    private readonly PanelBuffer[] _states;
    private readonly PanelBuffer _words;
    private readonly PanelBuffer _norms = new(Panels.Width);
    private readonly int _stateSize;

    public CaptionReader(CaptionWeights weights, ModelConfig config)
    {
        _config = config;
        _layers = [.. weights.Layers.Select(layer =>
            layer.Select((direction, index) => new RecurrentLayer<TKernel>(direction, reverse: index == 1)).ToArray())];
        _pooling = new AttentionPooling<TKernel>(weights.Pooling);
        _stateSize = Panels.Count(config.JointSize) * Panels.Width;
        // A layer reads the states of the one before while it writes its own.
        _states = [new PanelBuffer(_layers[0].Length * _stateSize), new PanelBuffer(_layers[0].Length * _stateSize)];
        _words = new PanelBuffer(config.JointSize);
    }

    public override void Read(CaptionBatch batch, PanelMatrix[] projections, EncodedCaptions encoded, bool sideBySide)
    {
        var states = WalkLayers(batch, projections, sideBySide);
        var words = Average(states, batch);
        var globals = _pooling.Pool(words, batch.Starts, sideBySide);
        for (var place = 0; place < batch.Members.Count; place++)
        {
            var caption = batch.Members[place];
            Panels.Unpack(words, batch.Starts[place], batch.Lengths[place], encoded.WordsOf(caption).Span);
            Panels.Unpack(globals, place, 1, encoded.Globals.AsSpan(caption * _config.JointSize, _config.JointSize));
        }
    }

    public override void Dispose()
    {
        foreach (var direction in _layers.SelectMany(layer => layer))
            direction.Dispose();
        _pooling.Dispose();
        _states[0].Dispose();
        _states[1].Dispose();
        _words.Dispose();
        _norms.Dispose();
    }

    /// <returns>The states of the last layer's directions, one after the other, (words, directions x D in whole panels).</returns>
    private PanelMatrix WalkLayers(CaptionBatch batch, PanelMatrix[] projections, bool sideBySide)
    {
        var states = _states[0].Take(batch.WordCount);
        Run(direction => _layers[0][direction].Walk(projections[direction], batch.PlaceOfRow, batch, StatesOf(direction, states)), sideBySide);
        for (var layer = 1; layer < _layers.Length; layer++)
        {
            var (directions, inputs, rows) = (_layers[layer], states, Enumerable.Range(0, batch.WordCount).ToArray());
            states = _states[layer % 2].Take(batch.WordCount);
            Run(
                direction => directions[direction].Walk(
                    directions[direction].Project(inputs, batch.WordCount), rows, batch, StatesOf(direction, states)),
                sideBySide);
        }
        return states;
    }

    private void Run(Action<int> walk, bool sideBySide)
    {
        if (sideBySide && _layers[0].Length > 1)
        {
            Parallel.For(0, _layers[0].Length, walk);
            return;
        }
        for (var direction = 0; direction < _layers[0].Length; direction++)
            walk(direction);
    }

    private PanelMatrix StatesOf(int direction, PanelMatrix states) => states.Part(direction * _stateSize / Panels.Width, _stateSize);

    /// <summary>The mean of the directions, of length one where the network wants it, caption by caption, (words, D).</summary>
    private PanelMatrix Average(PanelMatrix states, CaptionBatch batch)
    {
        var words = _words.Take(batch.WordCount);
        var directions = _layers[^1].Length;
        for (var panel = 0; panel < words.PanelCount; panel++)
        {
            for (var caption = 0; caption < batch.Members.Count; caption++)
            {
                for (var word = 0; word < batch.Lengths[caption]; word++)
                    AverageSegment(states.From(batch.Row(caption, word)), directions, panel, words.From(batch.Starts[caption] + word));
            }
        }
        if (_config.NormalizeTexts)
            RowMath.NormalizeAll(words, batch.WordCount, _norms.Take(batch.WordCount));
        return words;
    }

    /// <summary>One panel of a word: the mean of the states that both directions have after it.</summary>
    private static unsafe void AverageSegment(PanelMatrix state, int directions, int panel, PanelMatrix word)
    {
        var share = Vector512.Create(1f / directions);
        for (var lane = 0; lane < Panels.Width; lane += Lanes)
        {
            Vector512<float> mean = default;
            for (var direction = 0; direction < directions; direction++)
                mean = Vector512.MultiplyAddEstimate(Vector512.Load(state.Panel(direction * word.PanelCount + panel) + lane), share, mean);
            mean.Store(word.Panel(panel) + lane);
        }
    }
}
