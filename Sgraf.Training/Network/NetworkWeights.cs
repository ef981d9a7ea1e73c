using System.Runtime.InteropServices;
using Sgraf.Model.Bundles;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>The weights of a network as checkpoints, and back.</summary>
/// <remarks>
/// A joint network has two heads, which a checkpoint of one module cannot tell apart; inside the network their names have one more
/// part, <c>sim_enc.sgr.sim_eval_w.weight</c>, which is dropped outside.
/// </remarks>
internal static class NetworkWeights
{
    /// <summary>Begins the names of what stays inside.</summary>
    public const string Inside = "inside_";

    /// <summary>The learned temperature of a dual encoder, which nothing but its training computes with.</summary>
    public const string Temperature = "log_scale";

    /// <summary>The part of SGR's names that stays inside.</summary>
    public const string SgrHead = "sgr";

    /// <summary>The part of SAF's names that stays inside.</summary>
    public const string SafHead = "saf";

    extension(SgrafNetwork network)
    {
        /// <summary>The weights of one module with its encoders, as a bundle stores them.</summary>
        public Checkpoint ToCheckpoint(SimilarityModule module)
        {
            var checkpoint = new Checkpoint(network.TensorsOf(module)
                .ToDictionary(tensor => tensor.Name, tensor => Read(tensor.Tensor), StringComparer.Ordinal));
            return network.Scaling?.Fold(checkpoint) ?? checkpoint;
        }

        /// <summary>Takes over every weight that the checkpoint has; the network's other weights stay.</summary>
        /// <returns>The published names of the weights that stayed.</returns>
        /// <exception cref="CheckpointException">A weight has another shape than the network's.</exception>
        public IReadOnlyList<string> Load(Checkpoint checkpoint, SimilarityModule module)
        {
            using var untracked = no_grad();
            checkpoint = network.Scaling?.Unfold(checkpoint) ?? checkpoint;
            var left = new List<string>();
            foreach (var (name, tensor) in network.TensorsOf(module))
                if (checkpoint.Tensors.TryGetValue(name, out var values)) Write(name, values, tensor);
                else left.Add(name);
            return left;
        }

        /// <summary>Parameters and buffers of one module and of the encoders, by published name.</summary>
        public IEnumerable<(string Name, Tensor Tensor)> TensorsOf(SimilarityModule module)
        {
            var (own, other) = module == SimilarityModule.Sgr ? (SgrHead, SafHead) : (SafHead, SgrHead);
            return network.AllTensors()
                .Where(tensor => !tensor.Name.StartsWith($"sim_enc.{other}.", StringComparison.Ordinal))
                .Where(tensor => !tensor.Name.Contains($".{Inside}", StringComparison.Ordinal))
                .Select(tensor => (tensor.Name.Replace($"sim_enc.{own}.", "sim_enc.", StringComparison.Ordinal), tensor.Tensor));
        }
    }

    /// <summary>Parameters and buffers by their names inside the network, in a fixed order.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> AllTensors(this nn.Module network) =>
        network.named_parameters().Select(parameter => (parameter.name, (Tensor)parameter.parameter))
            .Concat(network.named_buffers().Select(buffer => (buffer.name, buffer.buffer)))
            .OrderBy(tensor => tensor.Item1, StringComparer.Ordinal);

    /// <summary>The values of a tensor, wherever it is.</summary>
    public static WeightTensor Read(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.detach().to(ScalarType.Float32, torch.CPU).contiguous();
        return new WeightTensor([.. values.shape.Select(length => (int)length)], MemoryMarshal.Cast<byte, float>(values.bytes).ToArray());
    }

    /// <summary>Overwrites a tensor.</summary>
    public static void Write(string name, WeightTensor values, Tensor tensor)
    {
        if (!tensor.shape.SequenceEqual(values.Shape.Select(length => (long)length)))
            throw new CheckpointException(
                $"{name} has shape ({string.Join(", ", values.Shape)}), the network's has ({string.Join(", ", tensor.shape)}).");
        using var scope = NewDisposeScope();
        using var view = values.View();
        tensor.copy_(torch.tensor(view.Values.ToArray(), tensor.shape));
    }
}
