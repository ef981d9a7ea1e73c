namespace Sgraf.Api.Problems;

/// <summary>How an endpoint may fail, for the API's description.</summary>
/// <param name="Kinds">The kinds of its problems.</param>
internal sealed record Failures(IReadOnlyList<ProblemKind> Kinds);
