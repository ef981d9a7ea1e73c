namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>An item of a job.</summary>
/// <param name="Number">Its place in the job, from 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Details">What else is known of it, as JSON; null for nothing.</param>
/// <param name="Problem">Why it failed, as JSON; null otherwise.</param>
internal sealed record ItemRow(int Number, string Name, string? Details, string? Problem = null);
