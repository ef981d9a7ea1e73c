using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Search;

namespace Sgraf.Training.Evaluation;

/// <summary>What an audit of one direction collects: vectors of queries and items, and every query's score with every item.</summary>
/// <param name="direction"><c>t2i</c> or <c>i2t</c>.</param>
/// <param name="modules">The networks that score.</param>
/// <param name="globals">Global vectors by these networks, one after the other.</param>
/// <param name="dual">Those by the bundle's dual encoder; null where it has none.</param>
/// <param name="items">Items to be searched.</param>
internal sealed class AuditScores(
    string direction, IReadOnlyList<SimilarityModule> modules, AuditedVectors globals, AuditedVectors? dual, int items)
{
    private readonly Dictionary<SimilarityModule, float[][]> _scores = modules.ToDictionary(
        module => module, _ => Enumerable.Range(0, globals.QueryCount).Select(_ => new float[items]).ToArray());

    /// <summary>What a kind of shortlist makes its vectors of.</summary>
    /// <exception cref="ArgumentException">The audited bundle has no dual encoder.</exception>
    public AuditedVectors VectorsFor(ShortlistKind kind) => kind != ShortlistKind.Dual
        ? globals
        : dual ?? throw new ArgumentException("kind is Dual, but the audited bundle has no dual encoder.", nameof(kind));

    /// <summary>The places for one query's scores with all items by one network.</summary>
    public Span<float> ScoresOf(SimilarityModule module, int query) => _scores[module][query];

    /// <summary>Compares the shortlist of every query with its best by each network, and by their mean where there are several.</summary>
    /// <param name="queryVectors">(queries, K)</param>
    /// <param name="itemVectors">(items, K)</param>
    /// <param name="vectorSize">K.</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IEnumerable<KeptRow> Audit(
        float[] queryVectors, float[] itemVectors, int vectorSize, int threads, CancellationToken cancellation)
    {
        var rankings = modules.ToDictionary(module => module, _ => new ShortlistAudit());
        if (modules.Count > 1) rankings.Add(SimilarityModule.Sgraf, new ShortlistAudit());
        var shortlist = new Shortlist(itemVectors, vectorSize);
        var reader = SearchSets.ReaderOf(itemVectors, vectorSize);
        for (var query = 0; query < queryVectors.Length / vectorSize; query++)
        {
            var vector = queryVectors.AsSpan(query * vectorSize, vectorSize);
            int[] found = [.. shortlist.Find(vector, ShortlistAudit.LargestShortlist, reader, threads, cancellation).Select(hit => hit.Index)];
            foreach (var (module, audit) in rankings) audit.Add(found, MeanScores(module, query));
        }
        return rankings.SelectMany(ranking => ranking.Value.Shares.Select(share => new KeptRow(
            direction, $"{ranking.Key}".ToLowerInvariant(), share.Shortlist, share.Top, share.Kept)));
    }

    private float[] MeanScores(SimilarityModule module, int query)
    {
        var parts = module.Parts();
        if (parts.Count == 1) return _scores[module][query];
        var means = new float[items];
        foreach (var part in parts) TensorPrimitives.Add(means, _scores[part][query], means);
        TensorPrimitives.Multiply(means, 1f / parts.Count, means);
        return means;
    }
}
