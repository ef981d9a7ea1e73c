using System.Collections.Concurrent;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Training.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Alignments;

/// <summary>Aligns by the kernel that serves and by a backward pass made of the same parts: several times as fast as libtorch.</summary>
/// <remarks>On the processor alone. Results are bitwise the same on any number of threads.</remarks>
internal sealed class KernelAligner : IAligner
{
    private static readonly Scalar NotANumber = double.NaN;

    private readonly SgrafNetwork _network;
    private readonly EncodedBatch _leaves;
    private readonly PackedBatch? _batch;
    private readonly AlignmentWeights _weights;
    private readonly bool _scoresSgr;
    private readonly ConcurrentBag<PairWorker> _idle = [];
    private readonly ParallelOptions _threads;

    /// <param name="network">Its similarity encoder is used.</param>
    /// <param name="batch">A batch on the processor, cut off from the encoders.</param>
    /// <param name="scoresSgr">Whether SGR's scores are wanted with the alignments.</param>
    /// <param name="threads">Threads at most; as many as libtorch uses when null.</param>
    public KernelAligner(SgrafNetwork network, EncodedBatch batch, bool scoresSgr, int? threads = null)
    {
        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads ?? get_num_threads() };
        (_network, _leaves, _scoresSgr) = (network, batch, scoresSgr);
        _batch = PackedBatch.Of(batch);
        _weights = new AlignmentWeights(network, network.Modules[0]);
    }

    /// <inheritdoc />
    public AlignedPairs Align(PairList pairs)
    {
        using var untracked = no_grad();
        Tensor[] Each(Func<PairRun, long[]> shape) => [.. pairs.Runs.Select(run => empty(shape(run)))];
        var aligned = new AlignedPairs(
            pairs, Each(run => [run.Count, run.Size, _network.Config.SimilaritySize]), Each(run => [run.Count, run.Size]),
            _scoresSgr ? Each(run => [run.Count]) : []);
        if (_batch is not null) Align(_batch, aligned);
        else foreach (var tensor in aligned.Nodes.Concat(aligned.SgrScores)) tensor.fill_(NotANumber);      // for the loss to report
        return aligned;
    }

    /// <inheritdoc />
    public Tensor Score()
    {
        var scores = new float[_leaves.Regions.shape[0] * _leaves.Lengths.Count];
        if (_batch is null || !TryScore(_batch, scores)) Array.Fill(scores, float.NaN);
        return tensor(scores, [_leaves.Regions.shape[0], _leaves.Lengths.Count]);
    }

    /// <inheritdoc />
    public void Backward(AlignedPairs aligned, IReadOnlyList<Tensor> gradients)
    {
        var batch = _batch ?? throw new InvalidOperationException("A batch that is not finite has no gradient.");
        using var scope = NewDisposeScope();
        using var packed = new PackedPairs(aligned.Pairs, batch);
        using var target = new BatchGradient(batch, _network.Config.SimilaritySize);
        var rows = new AlignedRows(aligned);
        Tensor[] dense = [.. gradients.Select(gradient => gradient.contiguous())];
        var slopes = new PairRows(aligned.Pairs, dense);
        Parallel.ForEach(target.Chunks, _threads, chunk => Work(worker =>
        {
            foreach (var tile in chunk.Images.SelectMany(image => packed.Tiles[image])) worker.Backward(batch, tile, rows, slopes, chunk);
        }));
        target.AddTo(_leaves, _network);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var worker in _idle) worker.Dispose();
        _batch?.Dispose();
        _weights.Dispose();
    }

    private void Align(PackedBatch batch, AlignedPairs aligned)
    {
        using var packed = new PackedPairs(aligned.Pairs, batch);
        var rows = new AlignedRows(aligned);
        Parallel.ForEach(packed.Tiles, _threads, tiles => Work(worker =>
        {
            foreach (var tile in tiles) worker.Align(batch, tile, rows);
        }));
    }

    /// <summary>The kernel refuses a score that is no number; here that is for the loss to report.</summary>
    private bool TryScore(PackedBatch batch, float[] scores)
    {
        using var scorer = new FusedScorer(AlignmentWeights.Of(_network, SimilarityModule.Sgr), _network.Config, SimilarityModule.Sgr);
        using var captions = batch.PackCaptions();
        try
        {
            scorer.Score(batch.Images, captions, scores, _threads.MaxDegreeOfParallelism);
            return true;
        }
        catch (NotFiniteNumberException)
        {
            return false;
        }
    }

    private void Work(Action<PairWorker> work)
    {
        var worker = _idle.TryTake(out var idle) ? idle : PairWorker.Create(_weights, _network.Config);
        try
        {
            work(worker);
        }
        finally
        {
            _idle.Add(worker);
        }
    }
}
