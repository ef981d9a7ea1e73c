using Sgraf.Training.Network;

namespace Sgraf.Training.Objective;

/// <summary>The sum of several objectives over the same encoders.</summary>
internal sealed class JointObjective(params IReadOnlyList<IObjective> parts) : IObjective
{
    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images) =>
        [.. parts.SelectMany(part => part.Differentiate(batch, images))];

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var part in parts) part.Dispose();
    }
}
