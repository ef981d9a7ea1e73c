using Sgraf.Training.Network;
using TorchSharp;

namespace Sgraf.Training.Alignments;

/// <summary>The aligner for the device that a batch is on, and for what the network is.</summary>
internal static class Aligners
{
    /// <param name="network">The network.</param>
    /// <param name="batch">A batch cut off from the encoders.</param>
    /// <param name="scoresSgr">Whether SGR's scores are wanted with the alignments.</param>
    public static IAligner Create(SgrafNetwork network, EncodedBatch batch, bool scoresSgr = false) =>
        batch.Regions.device_type == DeviceType.CPU && network.Variant.IsServable
        ? new KernelAligner(network, batch, scoresSgr)
        : new TorchAligner(network, batch, scoresSgr);
}
