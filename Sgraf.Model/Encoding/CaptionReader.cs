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
    public abstract void Read(CaptionBatch batch, EncodedCaptions encoded);

    public abstract void Dispose();
}

/// <inheritdoc />
internal sealed class CaptionReader<TKernel> : CaptionReader
    where TKernel : struct, IMatrixKernel
{
    private readonly ModelConfig _config;
    private readonly ReadOnlyMemory<float> _embedding;
    private readonly RecurrentLayer<TKernel>[][] _layers;
    private readonly AttentionPooling<TKernel> _pooling;
    private readonly PanelBuffer _vectors;
    private readonly PanelBuffer[] _states;
    private readonly PanelBuffer _words;
    private readonly int _stateSize;

    public CaptionReader(CaptionWeights weights, ModelConfig config)
    {
        _config = config;
        _embedding = weights.Embedding;
        _layers = [.. weights.Layers.Select(layer =>
            layer.Select((direction, index) => new RecurrentLayer<TKernel>(direction, reverse: index == 1)).ToArray())];
        _pooling = new AttentionPooling<TKernel>(weights.Pooling);
        _vectors = new PanelBuffer(config.WordSize);
        _stateSize = Panels.Count(config.JointSize) * Panels.Width;
        // A layer reads the states of the one before while it writes its own.
        _states = [new PanelBuffer(_layers[0].Length * _stateSize), new PanelBuffer(_layers[0].Length * _stateSize)];
        _words = new PanelBuffer(config.JointSize);
    }

    public override void Read(CaptionBatch batch, EncodedCaptions encoded)
    {
        var states = RunLayers(batch);
        var words = Average(states, batch.WordCount);
        var globals = _pooling.Pool(words, batch.Starts);
        for (var place = 0; place < batch.Members.Count; place++)
        {
            var caption = batch.Members[place];
            Panels.Unpack(words, batch.Starts[place], encoded.Lengths[caption], encoded.WordsOf(caption).Span);
            Panels.Unpack(globals, place, 1, encoded.Globals.AsSpan(caption * _config.JointSize, _config.JointSize));
        }
    }

    public override void Dispose()
    {
        foreach (var direction in _layers.SelectMany(layer => layer))
            direction.Dispose();
        _pooling.Dispose();
        _vectors.Dispose();
        _states[0].Dispose();
        _states[1].Dispose();
        _words.Dispose();
    }

    /// <returns>The states of the last layer's directions, one after the other, (words, directions x D in whole panels).</returns>
    private PanelMatrix RunLayers(CaptionBatch batch)
    {
        var inputs = LookUp(batch.UniqueWords);
        var (inputCount, inputOfWord) = (batch.UniqueWords.Count, batch.InputOfWord);
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            var (read, count, places) = (inputs, inputCount, inputOfWord);
            var states = _states[layer % 2].Take(batch.WordCount);
            var directions = _layers[layer];
            Parallel.For(0, directions.Length, direction => directions[direction].Run(
                read, count, places, batch.Starts, states.Part(direction * _stateSize / Panels.Width, _stateSize)));
            inputs = states;
            (inputCount, inputOfWord) = (batch.WordCount, layer == 0 ? [.. Enumerable.Range(0, batch.WordCount)] : inputOfWord);
        }
        return inputs;
    }

    private unsafe PanelMatrix LookUp(List<int> ids)
    {
        var size = _config.WordSize;
        var rows = new float[ids.Count * size];
        for (var place = 0; place < ids.Count; place++)
            _embedding.Span.Slice(ids[place] * size, size).CopyTo(rows.AsSpan(place * size));
        var vectors = _vectors.Take(ids.Count);
        Panels.Pack(rows, ids.Count, size, vectors.Row(0));
        return vectors;
    }

    /// <summary>The mean of the directions, of length one where the network wants it, (words, D).</summary>
    private PanelMatrix Average(PanelMatrix states, int wordCount)
    {
        var words = _words.Take(wordCount);
        var directions = _layers[^1].Length;
        for (var word = 0; word < wordCount; word++)
        {
            RowMath.Clear(words, word);
            for (var direction = 0; direction < directions; direction++)
                RowMath.AddScaled(states.Part(direction * _stateSize / Panels.Width, _config.JointSize), word, 1f / directions, words, word);
            if (_config.NormalizeTexts)
                RowMath.Normalize(words, word, words, word);
        }
        return words;
    }
}
