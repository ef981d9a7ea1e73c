using Sgraf.Model.Bundles;
using Sgraf.Model.Search;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Distillation;

/// <summary>Measures shortlists of one bundle by the same queries, through the code that serves them.</summary>
/// <param name="bundle">The model.</param>
/// <param name="audited">The queries, scored with everything.</param>
/// <param name="threads">Threads at most; all processors when 0.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class ShortlistComparison(Bundle bundle, AuditedQueries audited, int threads, CancellationToken cancellation)
{
    /// <summary>What the bundle can search by as it is: global vectors, and its projections of them or dual encoder if it has one.</summary>
    public IReadOnlyList<ShortlistCandidate> OfBundle()
    {
        var globals = Measure(ShortlistCandidate.Globals, null);
        if (bundle.Shortlist is not { } head) return [globals];
        return [globals, Measure(bundle.Dual is null ? ShortlistCandidate.Present : ShortlistCandidate.Dual, head)];
    }

    /// <summary>What a shortlist keeps.</summary>
    /// <param name="name">The candidate's name.</param>
    /// <param name="head">Its weights; null for global vectors.</param>
    public ShortlistCandidate Measure(string name, IReadOnlyDictionary<string, WeightTensor>? head)
    {
        var vectors = new ShortlistVectors(bundle with { Shortlist = head });
        return new ShortlistCandidate(name, head, vectors.Size, audited.Measure(vectors, threads, cancellation));
    }
}
