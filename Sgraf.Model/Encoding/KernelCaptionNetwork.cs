using System.Collections.Concurrent;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>The text encoder on the processor, by the kernel.</summary>
/// <remarks>
/// A caption alone is bound by reading the recurrent weights once a word, so its two directions run side by side; many captions
/// read them together. Each word's projection is computed once a batch, and the first step, whose state is zero, has no product.
/// The result for a caption is bitwise the same in any batch.
/// </remarks>
internal sealed class KernelCaptionNetwork(Checkpoint checkpoint, ModelConfig config, InstructionSet instructions) : CaptionNetwork
{
    /// <summary>Captions that walk together: nine full blocks of rows.</summary>
    private const int CaptionsPerBatch = 126;

    /// <summary>Words of a batch, unless one caption alone has more: 70 MB of working memory at the published sizes.</summary>
    private const int WordsPerBatch = 2048;

    private readonly CaptionWeights _weights = new(checkpoint, config);
    private readonly ConcurrentBag<CaptionReader> _idle = [];

    public override void Encode(IReadOnlyList<int[]> captions, int[] longestFirst, EncodedCaptions encoded) =>
        Parallel.ForEach(Batches(captions, longestFirst), batch =>
        {
            var reader = _idle.TryTake(out var idle) ? idle : CaptionReader.Create(instructions, _weights, config);
            try
            {
                reader.Read(batch, encoded);
            }
            finally
            {
                _idle.Add(reader);
            }
        });

    public override void Dispose()
    {
        foreach (var reader in _idle)
            reader.Dispose();
        _weights.Dispose();
    }

    private static List<CaptionBatch> Batches(IReadOnlyList<int[]> captions, int[] longestFirst)
    {
        List<CaptionBatch> batches = [];
        for (var first = 0; first < longestFirst.Length;)
        {
            var words = 0;
            var end = first;
            while (end < longestFirst.Length && end - first < CaptionsPerBatch
                && (end == first || words + captions[longestFirst[end]].Length <= WordsPerBatch))
                words += captions[longestFirst[end++]].Length;
            batches.Add(new CaptionBatch(captions, new ArraySegment<int>(longestFirst, first, end - first)));
            first = end;
        }
        return batches;
    }
}
