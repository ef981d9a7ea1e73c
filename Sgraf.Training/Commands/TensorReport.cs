namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf inspect --json</c> says of one tensor.</summary>
/// <param name="File">The file's name, without folders.</param>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="Shape">Lengths of its axes; empty for a scalar.</param>
internal sealed record TensorReport(string File, string Name, string Type, IReadOnlyList<int> Shape);
