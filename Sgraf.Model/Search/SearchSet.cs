using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Model.Search;

/// <summary>Images or captions to search in, wherever their embeddings and vectors lie.</summary>
/// <typeparam name="TPacked"><see cref="PackedImages"/> or <see cref="PackedCaptions"/>.</typeparam>
/// <param name="Shortlist">Chooses among them in the first stage.</param>
/// <param name="Load">
/// Brings the embeddings of some of them, as one network made them, in the order asked for; the searcher disposes of what it gets.
/// </param>
/// <param name="Vectors">Brings the vectors of some of them in single precision.</param>
public sealed record SearchSet<TPacked>(Shortlist Shortlist, Func<SimilarityModule, ReadOnlyMemory<int>, TPacked> Load, VectorReader Vectors)
    where TPacked : IDisposable
{
    /// <summary>The vector at a place, (K), to search with.</summary>
    public float[] VectorAt(int place)
    {
        var vector = new float[Shortlist.Size];
        Vectors(new[] { place }, vector);
        return vector;
    }
}
