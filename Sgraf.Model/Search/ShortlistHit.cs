namespace Sgraf.Model.Search;

/// <summary>An item that the first stage of a search found.</summary>
/// <param name="Index">Its place among the vectors, from 0.</param>
/// <param name="Product">The inner product of its vector with the query's, in single precision.</param>
public readonly record struct ShortlistHit(int Index, float Product);
