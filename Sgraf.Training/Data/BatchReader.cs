using System.Buffers;
using System.Collections.Concurrent;
using Sgraf.Model.Text;

namespace Sgraf.Training.Data;

/// <summary>Cuts an epoch into batches and reads the next ones while the present one is trained on.</summary>
/// <param name="data">The split.</param>
/// <param name="batchSize">B; the last batch of an epoch may be smaller.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="wordMasking">Share of words that become <c>&lt;unk&gt;</c>.</param>
internal sealed class BatchReader(DataSplit data, int batchSize, int seed, double wordMasking)
{
    /// <summary>Batches read ahead; each is 38 MB at the published sizes.</summary>
    private const int Ahead = 2;

    /// <summary>Fewer pairs have no wrong answers among them, and batch norm no variance.</summary>
    private const int SmallestBatch = 2;

    private readonly int _rowLength = data.RegionCount * data.FeatureSize;

    /// <summary>Batches of an epoch; a rest of one pair is left out.</summary>
    public int BatchCount => (data.Captions.Count + batchSize - SmallestBatch) / batchSize;

    /// <summary>The batches of an epoch from some place on; each is to be disposed of.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="first">The first batch, from 0.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IEnumerable<TrainingBatch> Read(int epoch, int first, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<TrainingBatch>(Ahead);
        var reading = Task.Run(() => ReadAll(epoch, first, ready, stop.Token), CancellationToken.None);
        try
        {
            foreach (var batch in ready.GetConsumingEnumerable(cancellation)) yield return batch;
            reading.GetAwaiter().GetResult();    // passes on what went wrong
        }
        finally
        {
            stop.Cancel();
            reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            while (ready.TryTake(out var unused)) unused.Dispose();
        }
    }

    private void ReadAll(int epoch, int first, BlockingCollection<TrainingBatch> ready, CancellationToken stop)
    {
        try
        {
            var order = EpochOrder.Of(data.Captions.Count, seed, epoch);
            for (var batch = first; batch < BatchCount; batch++)
            {
                var members = order.AsSpan(batch * batchSize, Math.Min(batchSize, order.Length - batch * batchSize)).ToArray();
                ready.Add(Load(members, (long)epoch * BatchCount + batch), stop);
            }
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private TrainingBatch Load(int[] members, long number)
    {
        // Stable, longest first: the official order, in which SAF's batch norm counts its captions.
        int[] sorted = [.. members.OrderByDescending(caption => data.Captions[caption].Length)];
        var features = ArrayPool<float>.Shared.Rent(sorted.Length * _rowLength);
        Parallel.For(0, sorted.Length, place =>
            data.CopyFeatures(data.ImageOf[sorted[place]], features.AsSpan(place * _rowLength, _rowLength)));
        var random = EpochOrder.RandomOf(seed, ~number);
        return new TrainingBatch(
            features,
            Array.ConvertAll(sorted, caption => Mask(data.Captions[caption], random)),
            Array.ConvertAll(sorted, caption => data.ImageOf[caption]));
    }

    private int[] Mask(int[] caption, Random random)
    {
        if (wordMasking == 0) return caption;
        return Array.ConvertAll(caption, id => id > Vocabulary.Unknown && random.NextDouble() < wordMasking ? Vocabulary.Unknown : id);
    }
}
