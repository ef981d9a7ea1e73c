namespace Sgraf.Api.Health;

/// <summary>The answer to a health question.</summary>
/// <param name="Status"><c>live</c> while the process answers.</param>
internal sealed record HealthStatus(string Status);
