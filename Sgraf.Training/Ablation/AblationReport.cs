namespace Sgraf.Training.Ablation;

/// <summary><c>ablation.json</c>, and what <c>sgraf ablate --json</c> prints.</summary>
/// <param name="Data">The data folder's name.</param>
/// <param name="Split">The split that variants are compared on.</param>
/// <param name="Images">Its images.</param>
/// <param name="Captions">Its captions.</param>
/// <param name="Preset">The preset.</param>
/// <param name="Changes">Hyper-parameters that were named, as on the command line.</param>
/// <param name="StartFrom">The dual encoder that all start from; null for none.</param>
/// <param name="Complete">Whether all variants that were asked for are in it.</param>
/// <param name="Rows">A line each.</param>
internal sealed record AblationReport(
    string Data, string Split, int Images, int Captions, string Preset, IReadOnlyList<string> Changes, string? StartFrom, bool Complete,
    IReadOnlyList<AblationRow> Rows);
