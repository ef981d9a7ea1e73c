using Sgraf.Model.Bundles;
using Sgraf.Training.Recurrence;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Sgraf.Training.Network;

/// <summary>Reads captions in both directions and brings their words into the space that regions and words share.</summary>
/// <remarks>
/// A GRU over packed sequences, so that the reverse direction starts at a caption's last word; the two readings are averaged.
/// </remarks>
internal sealed class CaptionEncoder : Module<CaptionBatch, Tensor>
{
    private static readonly Scalar Half = 0.5;

    [ComponentName(Name = "embed")] private readonly Embedding _embedding;
    [ComponentName(Name = "cap_rnn")] private readonly GRU _reader;
    private readonly ModelConfig _config;
    private readonly double _dropout;
    private GruReader? _kernel;

    public CaptionEncoder(ModelConfig config, Regularization regularization) : base(nameof(CaptionEncoder))
    {
        (_config, _dropout) = (config, regularization.WordDropout);
        _embedding = Embedding(config.VocabularySize, config.WordSize);
        _reader = GRU(config.WordSize, config.JointSize, config.GruLayers, batchFirst: true, bidirectional: config.Bidirectional);
        RegisterComponents();
    }

    /// <param name="captions">C captions.</param>
    /// <returns>Word embeddings of length one, (C, L, D); zeros past a caption's end.</returns>
    public override Tensor forward(CaptionBatch captions)
    {
        using var scope = NewDisposeScope();
        var packed = pack_padded_sequence(Embed(captions), captions.WordCounts, batch_first: true);
        var (read, _) = _reader.call(packed);
        var (states, _) = pad_packed_sequence(read, batch_first: true);                                 // (C, L, D or 2 D)
        return Finish(states).MoveToOuterDisposeScope();
    }

    /// <summary>The same by the kernel, on the processor: the reading is cut off and has to be handed its gradient.</summary>
    /// <param name="captions">C captions.</param>
    /// <returns>The words, (C, L, D), whose history ends with the reading; it serves until the next one.</returns>
    public (Tensor Words, CutReading Reading) Cut(CaptionBatch captions)
    {
        _kernel ??= new GruReader(_reader, _config);
        var reading = new CutReading(_kernel, Embed(captions), captions.Lengths);
        return (Finish(reading.States), reading);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) _kernel?.Dispose();
        base.Dispose(disposing);
    }

    /// <returns>(C, L, E)</returns>
    private Tensor Embed(CaptionBatch captions) => functional.dropout(_embedding.call(captions.Ids), _dropout, training);

    /// <param name="states">(C, L, D or 2 D)</param>
    /// <returns>(C, L, D)</returns>
    private Tensor Finish(Tensor states)
    {
        using var scope = NewDisposeScope();
        var words = _config.Bidirectional ? Average(states) : states;
        if (_config.NormalizeTexts) words = words.ToUnitLength();
        return words.MoveToOuterDisposeScope();
    }

    private Tensor Average(Tensor words)
    {
        var forwards = words.narrow(-1, 0, _config.JointSize);
        var backwards = words.narrow(-1, _config.JointSize, _config.JointSize);
        return forwards.Plus(backwards).mul(Half);
    }
}
