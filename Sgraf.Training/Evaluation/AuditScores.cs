using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Search;

namespace Sgraf.Training.Evaluation;

/// <summary>What an audit of one direction collects: every item's shortlist vector, and its score with every query.</summary>
/// <param name="modules">The networks that score.</param>
/// <param name="queryVectors">(queries, K)</param>
/// <param name="items">Items to be searched.</param>
/// <param name="vectorSize">K.</param>
internal sealed class AuditScores(IReadOnlyList<SimilarityModule> modules, float[] queryVectors, int items, int vectorSize)
{
    private readonly float[] _vectors = new float[checked(items * vectorSize)];
    private readonly Dictionary<SimilarityModule, float[][]> _scores = modules.ToDictionary(
        module => module, _ => Enumerable.Range(0, queryVectors.Length / vectorSize).Select(_ => new float[items]).ToArray());

    /// <summary>The places for one query's scores with all items by one network.</summary>
    public Span<float> ScoresOf(SimilarityModule module, int query) => _scores[module][query];

    /// <summary>Takes the vectors of some items.</summary>
    public void AddVectors(int first, float[] vectors) => vectors.CopyTo(_vectors, first * vectorSize);

    /// <summary>Compares the shortlist of every query with its best by each network, and by their mean where there are several.</summary>
    public IEnumerable<(SimilarityModule Module, KeptShare Share)> Audit(int threads, CancellationToken cancellation)
    {
        var rankings = modules.ToDictionary(module => module, _ => new ShortlistAudit());
        if (modules.Count > 1) rankings.Add(SimilarityModule.Sgraf, new ShortlistAudit());
        var shortlist = new Shortlist(_vectors, vectorSize);
        for (var query = 0; query < queryVectors.Length / vectorSize; query++)
        {
            var vector = queryVectors.AsSpan(query * vectorSize, vectorSize);
            int[] found = [.. shortlist.Find(vector, ShortlistAudit.LargestShortlist, threads, cancellation).Select(hit => hit.Index)];
            foreach (var (module, audit) in rankings) audit.Add(found, MeanScores(module, query));
        }
        return rankings.SelectMany(ranking => ranking.Value.Shares.Select(share => (ranking.Key, share)));
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
