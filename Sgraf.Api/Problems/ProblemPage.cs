namespace Sgraf.Api.Problems;

/// <summary>What a problem type means.</summary>
/// <param name="Type">The type, as problems name it.</param>
/// <param name="Status">The HTTP status of its answers.</param>
/// <param name="Title">The kind in a few words.</param>
/// <param name="Meaning">When it occurs.</param>
internal sealed record ProblemPage(string Type, int Status, string Title, string Meaning);
