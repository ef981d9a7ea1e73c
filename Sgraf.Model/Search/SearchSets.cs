using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;

namespace Sgraf.Model.Search;

/// <summary>Sets whose embeddings are in memory.</summary>
public static class SearchSets
{
    /// <param name="vectors">How the bundle makes vectors for the first stage.</param>
    /// <param name="images">The images as encoded by each network of the bundle.</param>
    /// <param name="packed">The same, packed; to be disposed of by the caller when no search uses them any more.</param>
    public static SearchSet<PackedImages> InMemory(
        ShortlistVectors vectors, IReadOnlyDictionary<SimilarityModule, EncodedImages> images,
        IReadOnlyDictionary<SimilarityModule, PackedImages> packed) =>
        Make<PackedImages>(vectors.OfImages(images), vectors.Size, (module, places) => packed[module].Pick(places.Span));

    /// <param name="vectors">How the bundle makes vectors for the first stage.</param>
    /// <param name="captions">The captions as encoded by each network of the bundle.</param>
    public static SearchSet<PackedCaptions> InMemory(
        ShortlistVectors vectors, IReadOnlyDictionary<SimilarityModule, EncodedCaptions> captions) =>
        Make(vectors.OfCaptions(captions), vectors.Size, (module, places) => new PackedCaptions(captions[module].Pick(places.Span)));

    /// <summary>Brings vectors that are in memory.</summary>
    /// <param name="vectors">(N, K)</param>
    /// <param name="size">K.</param>
    public static VectorReader ReaderOf(ReadOnlyMemory<float> vectors, int size) => (places, found) =>
    {
        for (var i = 0; i < places.Length; i++) vectors.Slice(places.Span[i] * size, size).CopyTo(found[(i * size)..]);
    };

    private static SearchSet<TPacked> Make<TPacked>(float[] vectors, int size, Func<SimilarityModule, ReadOnlyMemory<int>, TPacked> load)
        where TPacked : IDisposable => new(new Shortlist(vectors, size), load, ReaderOf(vectors, size));
}
