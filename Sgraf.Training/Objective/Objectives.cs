using Sgraf.Training.Network;

namespace Sgraf.Training.Objective;

/// <summary>The objective that each kind of network is trained with.</summary>
internal static class Objectives
{
    /// <param name="network">The network.</param>
    /// <param name="hinge">The loss over scores; the objective disposes of it.</param>
    /// <param name="statistics">What SAF's batch statistics are to the gradient.</param>
    public static IObjective Create(
        SgrafNetwork network, HingeLoss hinge, SafStatistics statistics = SafStatistics.Differentiated) => network.Kind switch
    {
        NetworkKind.Dual => new DualObjective(network),
        NetworkKind.Sgr => new SgrObjective(network, hinge),
        NetworkKind.Saf => new SafObjective(network, hinge, statistics),
        _ => new JointObjective(
            network, new SgrObjective(network, hinge), new SafObjective(network, new HingeLoss(hinge.Margin, hinge.Hardest), statistics)),
    };
}
