namespace Sgraf.Model.Search;

/// <summary>How much of the best a shortlist keeps.</summary>
/// <param name="Shortlist">Items of the shortlist.</param>
/// <param name="Top">How many of the scorer's best items are looked for in it; all of them where there are fewer.</param>
/// <param name="Kept">The share of them that is in it, 0 to 1, the mean over the queries.</param>
public sealed record KeptShare(int Shortlist, int Top, double Kept);
