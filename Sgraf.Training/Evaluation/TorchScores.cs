using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Evaluation;

/// <summary>Scores by libtorch, for variants of the network that the scoring kernel does not serve.</summary>
internal static class TorchScores
{
    /// <summary>Captions encoded at once, longest first, so that little is padding.</summary>
    private const int CaptionsAtOnce = 128;

    /// <summary>Scores all images with all captions; the network must be in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="module">SGR or SAF.</param>
    /// <param name="captions">Word ids of each caption.</param>
    /// <param name="blocks">Features of images, (B', R, F), block by block; each is used before the next is asked for.</param>
    /// <param name="imageCount">B.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>(B, C)</returns>
    public static float[] Of(
        SgrafNetwork network, SimilarityModule module, IReadOnlyList<int[]> captions,
        IEnumerable<(int First, int Count, Memory<float> Features)> blocks, int imageCount, CancellationToken cancellation)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var device = network.parameters().First().device;
        var encoded = Encode(network, captions, device);
        var scores = new float[checked(imageCount * captions.Count)];
        foreach (var (first, count, features) in blocks)
        {
            using var step = NewDisposeScope();
            var (regions, images) = network.EncodeImages(AlignedTensors.Of(
                features, [count, network.Config.RegionCount, network.Config.FeatureSize], device));
            foreach (var (caption, words, whole) in encoded)
            {
                cancellation.ThrowIfCancellationRequested();
                using var pair = NewDisposeScope();
                var column = NetworkWeights.Read(network.Head(module).call(network.Align(regions, images, words, whole))).Span;     // (B')
                for (var image = 0; image < count; image++) scores[(first + image) * captions.Count + caption] = column[image];
            }
        }
        return scores;
    }

    /// <summary>The words (L, D) and the whole (D) of every caption, in the current dispose scope.</summary>
    private static List<(int Caption, Tensor Words, Tensor Whole)> Encode(SgrafNetwork network, IReadOnlyList<int[]> captions, Device device)
    {
        var encoded = new List<(int, Tensor, Tensor)>();
        foreach (var members in Enumerable.Range(0, captions.Count).OrderByDescending(caption => captions[caption].Length).Chunk(CaptionsAtOnce))
        {
            using var scope = NewDisposeScope();
            var (words, wholes) = network.EncodeCaptions(new CaptionBatch(Array.ConvertAll(members, caption => captions[caption]), device));
            for (var place = 0; place < members.Length; place++)
                encoded.Add((
                    members[place],
                    words.select(0, place).narrow(0, 0, captions[members[place]].Length).MoveToOuterDisposeScope(),
                    wholes.select(0, place).MoveToOuterDisposeScope()));
        }
        return encoded;
    }
}
