using Sgraf.Model.Search;

namespace Sgraf.Training.Evaluation;

/// <summary>Sampled queries with their exhaustive scores, against which any shortlist of the same bundle can be measured.</summary>
/// <param name="ToImages">Captions on images.</param>
/// <param name="ToCaptions">Images on captions.</param>
internal sealed record AuditedQueries(AuditScores ToImages, AuditScores ToCaptions)
{
    /// <summary>Which share of the best each shortlist keeps.</summary>
    /// <param name="vectors">How vectors are made of global ones.</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<KeptRow> Measure(ShortlistVectors vectors, int threads, CancellationToken cancellation)
    {
        var (toImages, toCaptions) = (ToImages.VectorsFor(vectors.Kind), ToCaptions.VectorsFor(vectors.Kind));
        return
        [
            .. ToImages.Audit(vectors.OfCaptions(toImages.Queries), vectors.OfImages(toImages.Items), vectors.Size, threads, cancellation),
            .. ToCaptions.Audit(vectors.OfImages(toCaptions.Queries), vectors.OfCaptions(toCaptions.Items), vectors.Size, threads, cancellation),
        ];
    }
}
