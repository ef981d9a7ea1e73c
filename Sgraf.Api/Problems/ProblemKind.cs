namespace Sgraf.Api.Problems;

/// <summary>A kind of failure that clients can tell apart.</summary>
/// <param name="Status">The HTTP status of its answers.</param>
/// <param name="Name">The last part of its type; never changed once published.</param>
/// <param name="Title">The same for every occurrence, in a few words.</param>
/// <param name="Meaning">When it occurs.</param>
internal sealed record ProblemKind(int Status, string Name, string Title, string Meaning)
{
    /// <summary>Whether the same request may succeed later; the answer then says when.</summary>
    public bool MayRetry => Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;

    /// <summary>The type, a URI relative to the service: <c>/problems/invalid-json</c>.</summary>
    public string Type => $"{ProblemEndpoints.Path}/{Name}";
}
