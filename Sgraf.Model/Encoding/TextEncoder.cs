using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>Turns word ids into word embeddings and one vector of the whole caption.</summary>
/// <remarks>Any number of threads may encode at once.</remarks>
public sealed class TextEncoder : IDisposable
{
    private readonly ModelConfig _config;
    private readonly CaptionNetwork _network;

    /// <param name="checkpoint">The network's weights; not needed once the encoder stands.</param>
    /// <param name="config">The network's sizes.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="instructions">On the processor, the instructions to use; the best that it has when null.</param>
    /// <exception cref="CheckpointException">The checkpoint lacks a weight.</exception>
    public TextEncoder(Checkpoint checkpoint, ModelConfig config, ComputeDevice device = default, InstructionSet? instructions = null)
        : this(config, device.IsCpu
            ? new KernelCaptionNetwork(checkpoint, config, instructions ?? InstructionSets.Best)
            : new GraphCaptionNetwork(checkpoint, config, device))
    {
    }

    internal TextEncoder(ModelConfig config, CaptionNetwork network) => (_config, _network) = (config, network);

    /// <summary>Encodes captions of any lengths; the results keep their order and do not depend on what else is encoded with them.</summary>
    /// <param name="captions">Word ids of each caption, its start and end included.</param>
    /// <returns>Word embeddings and whole captions.</returns>
    /// <exception cref="ArgumentException">A caption is empty, has an id that is not in the vocabulary, or there are too many words for one array.</exception>
    public EncodedCaptions Encode(params IReadOnlyList<int[]> captions) => Encode(captions, CancellationToken.None);

    /// <inheritdoc cref="Encode(IReadOnlyList{int[]})"/>
    /// <param name="captions">As above.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public EncodedCaptions Encode(IReadOnlyList<int[]> captions, CancellationToken cancellation)
    {
        Check(captions);
        var encoded = Reserve(captions);
        // Neighbours in this order differ little in length, so that little time goes to captions that have ended.
        int[] longestFirst = [.. Enumerable.Range(0, captions.Count).OrderByDescending(caption => captions[caption].Length)];
        _network.Encode(captions, longestFirst, encoded, cancellation);
        return encoded;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private EncodedCaptions Reserve(IReadOnlyList<int[]> captions)
    {
        var lengths = captions.Select(caption => caption.Length).ToArray();
        var offsets = new int[lengths.Length];
        var words = lengths.Sum(length => (long)length);
        if (words * _config.JointSize > Array.MaxLength)
            throw new ArgumentException(
                $"captions have {words:N0} words, expected at most {Array.MaxLength / _config.JointSize:N0} at once; encode them in parts.", nameof(captions));
        var end = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            offsets[i] = end;
            end += lengths[i] * _config.JointSize;
        }
        return new EncodedCaptions
        {
            JointSize = _config.JointSize,
            Lengths = lengths,
            Offsets = offsets,
            Words = GC.AllocateUninitializedArray<float>(end),    // every value is written
            Globals = GC.AllocateUninitializedArray<float>(lengths.Length * _config.JointSize),
        };
    }

    private void Check(IReadOnlyList<int[]> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        for (var i = 0; i < captions.Count; i++)
        {
            if (captions[i] is not { Length: > 0 })
                throw new ArgumentException($"captions has no words at {i}; a caption has at least its start and end.", nameof(captions));
            foreach (var id in captions[i])
                if (id < 0 || id >= _config.VocabularySize)
                    throw new ArgumentException(
                        $"captions has id {id} at {i}, expected 0 to {_config.VocabularySize - 1}; was it made with another vocabulary?",
                        nameof(captions));
        }
    }
}
