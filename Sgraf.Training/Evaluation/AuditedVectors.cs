namespace Sgraf.Training.Evaluation;

/// <summary>The global vectors of an audit's queries and items by the same networks, from which a shortlist makes its own.</summary>
/// <param name="queries">(queries, G)</param>
/// <param name="items">Items to be searched.</param>
/// <param name="size">G.</param>
internal sealed class AuditedVectors(float[] queries, int items, int size)
{
    /// <summary>Number of queries.</summary>
    public int QueryCount => queries.Length / size;

    /// <summary>(queries, G)</summary>
    public float[] Queries => queries;

    /// <summary>(items, G)</summary>
    public float[] Items { get; } = new float[checked(items * size)];

    /// <summary>Takes the vectors of some items.</summary>
    public void Add(int first, float[] vectors) => vectors.CopyTo(Items, first * size);
}
