namespace Sgraf.Api.Inference;

/// <summary>The models that are served.</summary>
/// <param name="Models">One in this version.</param>
internal sealed record ModelReports(IReadOnlyList<ModelReport> Models);
