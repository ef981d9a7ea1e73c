using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Alignments;

/// <summary>Aligns by libtorch, on any device: the alignments are made once without a graph, and again with one to be differentiated.</summary>
/// <param name="network">Its similarity encoder is used.</param>
/// <param name="batch">A batch cut off from the encoders.</param>
/// <param name="scoresSgr">Whether SGR's scores are wanted with the alignments.</param>
internal sealed class TorchAligner(SgrafNetwork network, EncodedBatch batch, bool scoresSgr) : IAligner
{
    /// <inheritdoc />
    public AlignedPairs Align(PairList pairs)
    {
        using var untracked = no_grad();
        Tensor[] nodes = [.. pairs.Runs.Select(run => Align(pairs, run))];
        return new AlignedPairs(pairs, nodes, [], scoresSgr ? Array.ConvertAll(nodes, network.Head(SimilarityModule.Sgr).call) : []);
    }

    /// <inheritdoc />
    public Tensor Score()
    {
        using var untracked = no_grad();
        return network.Score(batch, SimilarityModule.Sgr);
    }

    /// <inheritdoc />
    public void Backward(AlignedPairs aligned, IReadOnlyList<Tensor> gradients)
    {
        foreach (var (run, gradient) in aligned.Pairs.Runs.Zip(gradients))
        {
            using var scope = NewDisposeScope();
            Align(aligned.Pairs, run).backward([gradient]);
        }
    }

    /// <inheritdoc />
    public void Dispose() { }

    /// <returns>(P, N, S)</returns>
    private Tensor Align(PairList pairs, PairRun run)
    {
        using var scope = NewDisposeScope();
        var members = pairs.Pairs.Skip(run.First).Take(run.Count).ToArray();
        var images = tensor(Array.ConvertAll(members, pair => (long)pair.Image), device: batch.Regions.device);
        var captions = tensor(Array.ConvertAll(members, pair => (long)pair.Caption), device: batch.Regions.device);
        var nodes = network.Align(
            batch.Regions.index_select(0, images), batch.Images.index_select(0, images),
            batch.Words.narrow(1, 0, run.Size - 1).index_select(0, captions), batch.Captions.index_select(0, captions));
        return nodes.MoveToOuterDisposeScope();
    }
}
