namespace Sgraf.Training.Objective;

/// <summary>One part of the loss of a step.</summary>
/// <param name="Name">What it is of, for example <c>sgr</c>.</param>
/// <param name="Value">Its value over the batch.</param>
public sealed record LossTerm(string Name, double Value);
