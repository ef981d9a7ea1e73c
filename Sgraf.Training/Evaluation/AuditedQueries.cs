using Sgraf.Model.Search;

namespace Sgraf.Training.Evaluation;

/// <summary>Sampled queries with their exhaustive scores, against which any shortlist of the same networks can be measured.</summary>
/// <param name="ToImages">Captions on images.</param>
/// <param name="ToCaptions">Images on captions.</param>
internal sealed record AuditedQueries(AuditScores ToImages, AuditScores ToCaptions)
{
    /// <summary>Which share of the best each shortlist keeps.</summary>
    /// <param name="vectors">How vectors are made of global ones.</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<KeptRow> Measure(ShortlistVectors vectors, int threads, CancellationToken cancellation) =>
    [
        .. ToImages.Audit(
            vectors.OfCaptions(ToImages.QueryGlobals), vectors.OfImages(ToImages.ItemGlobals), vectors.Size, threads, cancellation),
        .. ToCaptions.Audit(
            vectors.OfImages(ToCaptions.QueryGlobals), vectors.OfCaptions(ToCaptions.ItemGlobals), vectors.Size, threads, cancellation),
    ];
}
