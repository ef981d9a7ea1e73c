using Sgraf.Model.Bundles;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf import --json</c> says.</summary>
/// <param name="Path">The bundle written.</param>
/// <param name="Modules">Its networks: <c>sgr</c>, <c>saf</c>, or <c>sgraf</c> for both.</param>
/// <param name="Shortlist">What its first stage of a search goes by: <c>dual</c> for its dual encoder, <c>globals</c> for the vectors of its networks.</param>
/// <param name="DetectorId">The detector whose features it reads.</param>
/// <param name="Config">The sizes of its networks.</param>
/// <param name="Imported">The files it was made from.</param>
internal sealed record ImportReport(
    string Path, string Modules, string Shortlist, string DetectorId, ModelConfig Config, IReadOnlyList<ImportedFile> Imported);
