namespace Sgraf.Api.Inference;

/// <summary>What the model made of the pair that its bundle records.</summary>
/// <param name="Passed">Whether every score is the recorded one; true where none is recorded.</param>
/// <param name="Expected">The recorded score of each network; null where the bundle records none.</param>
/// <param name="Found">The score that this machine found for each network.</param>
internal sealed record SelfTestReport(bool Passed, IReadOnlyDictionary<string, float>? Expected, IReadOnlyDictionary<string, float> Found);
