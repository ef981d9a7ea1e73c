namespace Sgraf.Api.Health;

/// <summary>The answer to a health question.</summary>
/// <param name="Status"><c>live</c> while the process answers, <c>ready</c> when it answers requests.</param>
internal sealed record HealthStatus(string Status);
