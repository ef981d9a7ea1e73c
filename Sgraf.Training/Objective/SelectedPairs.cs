using Sgraf.Training.Alignments;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The backward pass through those pairs alone whose score the loss depends on: at most 3 B of the B² with hardest negatives.</summary>
/// <remarks>Exact wherever a pair's score depends on that pair alone, as SGR's does.</remarks>
internal static class SelectedPairs
{
    /// <summary>Pairs of one backward pass; at full size each keeps about 0.1 MB of alignments and of what the head makes of them.</summary>
    private const int PairsAtOnce = 2048;

    /// <summary>Adds the gradient of the weighted sum of scores.</summary>
    /// <param name="aligner">Aligns the batch, cut off from the encoders.</param>
    /// <param name="lengths">L of each caption.</param>
    /// <param name="slopes">The weight of each score, (B, C).</param>
    /// <param name="score">Scores the alignments of P pairs, (P, N, S), with captions of which the places are given, (P); to (P).</param>
    public static void Backward(IAligner aligner, IReadOnlyList<int> lengths, Tensor slopes, Func<Tensor, Tensor, Tensor> score)
    {
        var values = NetworkWeights.Read(slopes).Values;
        var found = Enumerable.Range(0, values.Length).Where(place => values.Span[place] != 0)
            .Select(place => (Image: place / lengths.Count, Caption: place % lengths.Count));
        foreach (var pairs in PairList.Of(found, lengths).Pairs.Chunk(PairsAtOnce))
        {
            using var scope = NewDisposeScope();
            var aligned = aligner.Align(PairList.Of(pairs, lengths));
            aligner.Backward(aligned, [.. aligned.Nodes.Select((nodes, run) => Differentiate(
                nodes, [.. aligned.Pairs.Pairs.Skip(aligned.Pairs.Runs[run].First).Take((int)nodes.shape[0])], slopes, score))]);
        }
    }

    /// <returns>The gradient of the nodes of one run, (P, N, S).</returns>
    private static Tensor Differentiate(Tensor nodes, (int Image, int Caption)[] pairs, Tensor slopes, Func<Tensor, Tensor, Tensor> score)
    {
        using var scope = NewDisposeScope();
        var images = tensor(Array.ConvertAll(pairs, pair => (long)pair.Image), device: nodes.device);
        var captions = tensor(Array.ConvertAll(pairs, pair => (long)pair.Caption), device: nodes.device);
        var leaf = nodes.detach().requires_grad_();
        score(leaf, captions).backward([slopes[images, captions]]);
        return leaf.grad!.MoveToOuterDisposeScope();
    }
}
