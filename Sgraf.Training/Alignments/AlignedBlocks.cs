using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Alignments;

/// <summary>All pairs of a batch, aligned in blocks of captions: kept where one block holds all, else made again in every pass.</summary>
/// <param name="aligner">Aligns them.</param>
/// <param name="batch">The batch.</param>
/// <param name="similaritySize">S.</param>
internal sealed class AlignedBlocks(IAligner aligner, EncodedBatch batch, int similaritySize)
{
    /// <summary>Values of the alignments of a block: half a gigabyte. A batch of 128 at full size has half of it.</summary>
    private const long MostValues = 1 << 27;

    private readonly IReadOnlyList<int[]> _blocks = [.. Cut(batch, similaritySize)];
    private AlignedPairs? _kept;

    /// <summary>Does something with each block; kept alignments belong to the dispose scope of the first call.</summary>
    /// <param name="work">Is given the first of the block's captions and its alignments, a run a caption.</param>
    public void ForEach(Action<int, AlignedPairs> work)
    {
        foreach (var captions in _blocks)
        {
            using var scope = NewDisposeScope();
            work(captions[0], _kept ?? Align(captions));
        }
    }

    private AlignedPairs Align(int[] captions)
    {
        var aligned = aligner.Align(PairList.All((int)batch.Regions.shape[0], captions, batch.Lengths));
        if (_blocks.Count == 1) _kept = aligned.Keep();
        return aligned;
    }

    private static IEnumerable<int[]> Cut(EncodedBatch batch, int similaritySize)
    {
        var (block, values) = (new List<int>(), 0L);
        for (var caption = 0; caption < batch.Lengths.Count; caption++)
        {
            var more = batch.Regions.shape[0] * (batch.Lengths[caption] + 1) * similaritySize;
            if (block.Count > 0 && values + more > MostValues)
            {
                yield return [.. block];
                (block, values) = ([], 0);
            }
            block.Add(caption);
            values += more;
        }
        yield return [.. block];
    }
}
