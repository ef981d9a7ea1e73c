using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;

namespace Sgraf.Model.Encoding;

/// <summary>Turns word ids into word embeddings and one vector of the whole caption.</summary>
/// <remarks>Any number of threads may encode at once.</remarks>
public sealed class TextEncoder : IDisposable
{
    /// <summary>Words in one run, padding included: enough to fill the processor, few enough to stay in its cache.</summary>
    private const int WordsPerRun = 1024;

    private static readonly string[] Inputs = ["ids", "lengths"];
    private static readonly string[] Outputs = ["words", "globals"];

    private readonly ModelConfig _config;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    /// <param name="checkpoint">The network's weights; not needed once the encoder stands.</param>
    /// <param name="config">The network's sizes.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="CheckpointException">The checkpoint lacks a weight.</exception>
    public TextEncoder(Checkpoint checkpoint, ModelConfig config, ComputeDevice device = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        using var options = device.CreateSessionOptions();
        _session = new InferenceSession(TextEncoderGraph.Build(checkpoint, config), options);
    }

    /// <summary>Encodes captions of any lengths; the results keep their order and do not depend on what else is encoded with them.</summary>
    /// <param name="captions">Word ids of each caption, its start and end included.</param>
    /// <returns>Word embeddings and whole captions.</returns>
    /// <exception cref="ArgumentException">A caption is empty, or has an id that is not in the vocabulary.</exception>
    public EncodedCaptions Encode(params IReadOnlyList<int[]> captions)
    {
        Check(captions);
        var encoded = Reserve(captions);
        foreach (var group in GroupByLength(encoded.Lengths)) Run(captions, group, encoded);
        return encoded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private EncodedCaptions Reserve(IReadOnlyList<int[]> captions)
    {
        var lengths = captions.Select(caption => caption.Length).ToArray();
        var offsets = new int[lengths.Length];
        var end = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            offsets[i] = end;
            end = checked(end + lengths[i] * _config.JointSize);
        }
        return new EncodedCaptions
        {
            JointSize = _config.JointSize,
            Lengths = lengths,
            Offsets = offsets,
            Words = new float[end],
            Globals = new float[lengths.Length * _config.JointSize],
        };
    }

    /// <summary>Captions for one run each, shortest first: neighbours differ little in length, so that little padding is computed.</summary>
    private static IEnumerable<int[]> GroupByLength(int[] lengths)
    {
        var order = Enumerable.Range(0, lengths.Length).OrderBy(caption => lengths[caption]).ToArray();
        for (int first = 0, next = 1; first < order.Length; next++)
        {
            if (next < order.Length && (next + 1L - first) * lengths[order[next]] <= WordsPerRun) continue;
            yield return order[first..next];
            first = next;
        }
    }

    private void Run(IReadOnlyList<int[]> captions, int[] group, EncodedCaptions encoded)
    {
        var longest = captions[group[^1]].Length;
        var padded = new long[longest * group.Length];
        for (var column = 0; column < group.Length; column++)
        {
            var caption = captions[group[column]];
            for (var place = 0; place < caption.Length; place++) padded[place * group.Length + column] = caption[place];
        }
        using var ids = OrtValue.CreateTensorValueFromMemory(padded, [longest, group.Length]);
        using var lengths = OrtValue.CreateTensorValueFromMemory(
            Array.ConvertAll(group, caption => captions[caption].Length), [group.Length]);
        using var outputs = _session.Run(_run, Inputs, [ids, lengths], Outputs);
        for (var column = 0; column < group.Length; column++)
            CopyCaption(outputs, column, group.Length, encoded, group[column]);
    }

    /// <summary>Takes one caption out of a run, where the words of all captions lie side by side, (L, C, D).</summary>
    private void CopyCaption(IReadOnlyList<OrtValue> outputs, int column, int columns, EncodedCaptions encoded, int caption)
    {
        var size = _config.JointSize;
        var words = outputs[0].GetTensorDataAsSpan<float>();
        for (var place = 0; place < encoded.Lengths[caption]; place++)
            words.Slice((place * columns + column) * size, size).CopyTo(encoded.Words.AsSpan(encoded.Offsets[caption] + place * size));
        outputs[1].GetTensorDataAsSpan<float>().Slice(column * size, size).CopyTo(encoded.Globals.AsSpan(caption * size));
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
