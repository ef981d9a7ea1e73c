namespace Sgraf.Training.Commands;

/// <summary>The self-test's score by one network.</summary>
/// <param name="Module"><c>sgr</c> or <c>saf</c>.</param>
/// <param name="Expected">As recorded when the bundle was written.</param>
/// <param name="Found">Now.</param>
internal sealed record SelfTestScore(string Module, float Expected, float Found);
