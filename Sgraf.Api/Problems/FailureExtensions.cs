namespace Sgraf.Api.Problems;

/// <summary>Declares how endpoints may fail.</summary>
internal static class FailureExtensions
{
    /// <summary>Names the kinds of problems that an endpoint answers with, beside a fault of the service.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder endpoint, params IReadOnlyList<ProblemKind> kinds)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Failures(kinds));
}
