using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>An item that could not be added.</summary>
/// <param name="Number">Its place in the import, from 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Error">Why it could not be added.</param>
internal sealed record ImportError(int Number, string Name, Problem Error);
