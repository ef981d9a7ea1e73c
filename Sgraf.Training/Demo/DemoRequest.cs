namespace Sgraf.Training.Demo;

/// <summary>Which demo is to be made.</summary>
/// <param name="Out">The folder for everything.</param>
/// <param name="Plan">How large it is.</param>
/// <param name="Seed">Start of all random numbers.</param>
/// <param name="Device">Where networks are trained; see <c>TorchDevice</c>.</param>
internal sealed record DemoRequest(string Out, DemoPlan Plan, int Seed, string Device);
