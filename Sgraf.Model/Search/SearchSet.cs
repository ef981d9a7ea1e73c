using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;

namespace Sgraf.Model.Search;

/// <summary>Images or captions to search in, wherever their embeddings lie.</summary>
/// <typeparam name="TPacked"><see cref="PackedImages"/> or <see cref="PackedCaptions"/>.</typeparam>
/// <param name="Shortlist">Their vectors for the first stage.</param>
/// <param name="Load">
/// Brings the embeddings of some of them, as one network made them, in the order asked for; the searcher disposes of what it gets.
/// </param>
public sealed record SearchSet<TPacked>(Shortlist Shortlist, Func<SimilarityModule, ReadOnlyMemory<int>, TPacked> Load)
    where TPacked : IDisposable;

/// <summary>Sets whose embeddings are in memory.</summary>
public static class SearchSet
{
    /// <param name="vectors">How the bundle makes vectors for the first stage.</param>
    /// <param name="images">The images as encoded by each network of the bundle.</param>
    /// <param name="packed">The same, packed; to be disposed of by the caller when no search uses them any more.</param>
    public static SearchSet<PackedImages> Of(
        ShortlistVectors vectors, IReadOnlyDictionary<SimilarityModule, EncodedImages> images,
        IReadOnlyDictionary<SimilarityModule, PackedImages> packed) =>
        new(new Shortlist(vectors.OfImages(images), vectors.Size), (module, places) => packed[module].Pick(places.Span));

    /// <param name="vectors">How the bundle makes vectors for the first stage.</param>
    /// <param name="captions">The captions as encoded by each network of the bundle.</param>
    public static SearchSet<PackedCaptions> Of(ShortlistVectors vectors, IReadOnlyDictionary<SimilarityModule, EncodedCaptions> captions) =>
        new(new Shortlist(vectors.OfCaptions(captions), vectors.Size), (module, places) => new PackedCaptions(captions[module].Pick(places.Span)));
}
