namespace Sgraf.Api.Problems;

/// <summary>What went wrong with one item of a request whose other items were answered.</summary>
/// <param name="Type">Tells kinds of problems apart: a path of this service that explains the kind.</param>
/// <param name="Title">The kind in a few words.</param>
/// <param name="Status">The status that the item alone would have been answered with.</param>
/// <param name="Detail">What was wrong and how to mend it.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail)
{
    /// <summary>What a client is told of a failure.</summary>
    public static Problem Of(Exception failure) => Of(Errors.Explain(failure));

    /// <summary>The problem as part of an answer.</summary>
    public static Problem Of(ProblemException problem) => new(problem.Kind.Type, problem.Kind.Title, problem.Kind.Status, problem.Message);
}
