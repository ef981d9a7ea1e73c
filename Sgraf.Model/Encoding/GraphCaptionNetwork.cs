using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;

namespace Sgraf.Model.Encoding;

/// <summary>The text encoder as a graph of ONNX Runtime.</summary>
internal sealed class GraphCaptionNetwork : CaptionNetwork
{
    /// <summary>Words in one run, padding included: enough to fill a processor, few enough to stay in its cache.</summary>
    private const int WordsPerRun = 1024;

    private static readonly string[] Inputs = ["ids", "lengths"];
    private static readonly string[] Outputs = ["words", "globals"];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public GraphCaptionNetwork(Checkpoint checkpoint, ModelConfig config, ComputeDevice device)
    {
        using var options = device.CreateSessionOptions();
        _session = new InferenceSession(TextEncoderGraph.Build(checkpoint, config), options);
    }

    public override void Encode(IReadOnlyList<int[]> captions, int[] longestFirst, EncodedCaptions encoded, CancellationToken cancellation)
    {
        for (var first = 0; first < longestFirst.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Clamp(WordsPerRun / captions[longestFirst[first]].Length, 1, longestFirst.Length - first);
            Run(captions, longestFirst[first..(first + count)], encoded);
            first += count;
        }
    }

    public override void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private void Run(IReadOnlyList<int[]> captions, int[] group, EncodedCaptions encoded)
    {
        var longest = captions[group[0]].Length;
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
    private static void CopyCaption(IReadOnlyList<OrtValue> outputs, int column, int columns, EncodedCaptions encoded, int caption)
    {
        var size = encoded.JointSize;
        var words = outputs[0].GetTensorDataAsSpan<float>();
        for (var place = 0; place < encoded.Lengths[caption]; place++)
            words.Slice((place * columns + column) * size, size).CopyTo(encoded.Words.AsSpan(encoded.Offsets[caption] + place * size));
        outputs[1].GetTensorDataAsSpan<float>().Slice(column * size, size).CopyTo(encoded.Globals.AsSpan(caption * size));
    }
}
