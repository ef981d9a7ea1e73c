using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The backward pass through those pairs alone whose score the loss depends on: at most 3 B of the B² with hardest negatives.</summary>
/// <remarks>Exact wherever a pair's score depends on that pair alone, as SGR's does.</remarks>
internal static class SelectedPairs
{
    /// <summary>Pairs of one backward pass; at full size each keeps about 0.6 MB of activations.</summary>
    private const int PairsAtOnce = 512;

    /// <summary>Adds the gradient of the weighted sum of scores.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch, cut off from the encoders.</param>
    /// <param name="slopes">The weight of each score, (B, C).</param>
    /// <param name="score">Scores the alignments of P pairs, (P, N, S), with captions of which the places are given, (P); to (P).</param>
    public static void Backward(SgrafNetwork network, EncodedBatch batch, Tensor slopes, Func<Tensor, Tensor, Tensor> score)
    {
        foreach (var pairs in Find(slopes, batch.Lengths).Chunk(PairsAtOnce))
        {
            using var scope = NewDisposeScope();
            var scores = Score(network, batch, pairs, score);
            scores.backward([tensor(Array.ConvertAll(pairs, pair => pair.Slope), device: scores.device)]);
        }
    }

    /// <summary>Pairs with a slope, captions of one length together.</summary>
    private static IEnumerable<(int Image, int Caption, float Slope)> Find(Tensor slopes, IReadOnlyList<int> lengths)
    {
        var values = NetworkWeights.Read(slopes).Values;
        var pairs = Enumerable.Range(0, values.Length).Where(place => values.Span[place] != 0)
            .Select(place => (Image: place / lengths.Count, Caption: place % lengths.Count, values.Span[place]));
        return pairs.OrderByDescending(pair => lengths[pair.Caption]).ThenBy(pair => pair.Caption);
    }

    /// <returns>(P)</returns>
    private static Tensor Score(
        SgrafNetwork network, EncodedBatch batch, (int Image, int Caption, float Slope)[] pairs, Func<Tensor, Tensor, Tensor> score)
    {
        var imageIds = tensor(Array.ConvertAll(pairs, pair => (long)pair.Image), device: batch.Regions.device);
        var captionIds = tensor(Array.ConvertAll(pairs, pair => (long)pair.Caption), device: batch.Regions.device);
        var groups = pairs.CountBy(pair => batch.Lengths[pair.Caption]).ToArray();      // in the order of the pairs
        long[] sizes = [.. groups.Select(group => (long)group.Value)];

        var regions = batch.Regions.index_select(0, imageIds).split(sizes);             // each (P', R, D)
        var images = batch.Images.index_select(0, imageIds).split(sizes);               // each (P', D)
        var words = batch.Words.index_select(0, captionIds).split(sizes);               // each (P', L, D)
        var captions = batch.Captions.index_select(0, captionIds).split(sizes);         // each (P', D)
        var places = captionIds.split(sizes);                                           // each (P')
        var scores = groups.Select((group, i) => score(
            network.Align(regions[i], images[i], words[i].narrow(1, 0, group.Key), captions[i]), places[i]));
        return cat(scores.ToArray());
    }
}
