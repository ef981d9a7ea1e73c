namespace Sgraf.Model.Bundles;

/// <summary>The weights of one trained network under their published names.</summary>
/// <param name="tensors">Every array of the network, for example <c>img_enc.fc.weight</c>.</param>
public sealed class Checkpoint(IReadOnlyDictionary<string, WeightTensor> tensors)
{
    /// <summary>Every array by name.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors => tensors;

    /// <summary>The array of a name.</summary>
    /// <exception cref="CheckpointException">The network has no such array.</exception>
    public WeightTensor this[string name] => tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new CheckpointException($"The checkpoint has no tensor {name}.");
}
