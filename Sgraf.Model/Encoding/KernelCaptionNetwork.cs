using System.Collections.Concurrent;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>The text encoder on the processor, by the kernel.</summary>
/// <remarks>
/// A caption alone is bound by reading the recurrent weights once a word, so its two directions run side by side; many captions
/// read them together. Each word's projection is computed once for many captions, and the first step, whose state is zero, has no
/// product. The result for a caption is bitwise the same in any batch.
/// </remarks>
internal sealed class KernelCaptionNetwork(Checkpoint checkpoint, ModelConfig config, InstructionSet instructions) : CaptionNetwork
{
    private readonly CaptionWeights _weights = new(checkpoint, config);
    private readonly ConcurrentBag<WordProjector> _idleProjectors = [];
    private readonly ConcurrentBag<CaptionReader> _idleReaders = [];

    public override void Encode(IReadOnlyList<int[]> captions, int[] longestFirst, EncodedCaptions encoded, CancellationToken cancellation)
    {
        var projector = _idleProjectors.TryTake(out var idle) ? idle : WordProjector.Create(instructions, _weights, config);
        try
        {
            foreach (var set in CaptionPlan.Make(captions, longestFirst, Environment.ProcessorCount))
            {
                cancellation.ThrowIfCancellationRequested();
                Read(set.Batches, projector.Project(set.Words), encoded, cancellation);
            }
        }
        finally
        {
            _idleProjectors.Add(projector);
        }
    }

    public override void Dispose()
    {
        foreach (var projector in _idleProjectors)
            projector.Dispose();
        foreach (var reader in _idleReaders)
            reader.Dispose();
        _weights.Dispose();
    }

    private void Read(List<CaptionBatch> batches, PanelMatrix[] projections, EncodedCaptions encoded, CancellationToken cancellation)
    {
        if (batches.Count == 1)
            Read(batches[0], projections, encoded, sideBySide: true);
        else    // one at a time, so that no thread is left with two while another has none
            Parallel.ForEach(
                Partitioner.Create(batches, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { CancellationToken = cancellation },
                batch => Read(batch, projections, encoded, sideBySide: batches.Count < Environment.ProcessorCount));
    }

    private void Read(CaptionBatch batch, PanelMatrix[] projections, EncodedCaptions encoded, bool sideBySide)
    {
        var reader = _idleReaders.TryTake(out var idle) ? idle : CaptionReader.Create(instructions, _weights, config);
        try
        {
            reader.Read(batch, projections, encoded, sideBySide);
        }
        finally
        {
            _idleReaders.Add(reader);
        }
    }
}
