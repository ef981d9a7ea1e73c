using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Sgraf.Model.Images.Regions;

/// <summary>An input or output of a model as its file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Lengths">Lengths of the axes, -1 where they may differ; empty where the file does not tell.</param>
internal sealed record TensorPort(string Name, TensorElementType Type, IReadOnlyList<int> Lengths)
{
    public static TensorPort Of(string name, NodeMetadata node) => new(name, node.ElementDataType, node.IsTensor ? node.Dimensions : []);

    public bool IsFloat => Type == TensorElementType.Float;

    /// <summary>Whether the file leaves the shape open.</summary>
    public bool HasAnyShape => Lengths.Count == 0;

    /// <summary>Whether an axis has a length, or may have it. A negative axis counts from the last.</summary>
    public bool Allows(int axis, int length)
    {
        if (HasAnyShape) return true;
        var found = Lengths[axis < 0 ? Lengths.Count + axis : axis];
        return found < 0 || found == length;
    }

    /// <summary>Name, type and shape: <c>image float32 [?, 3, ?, ?]</c>.</summary>
    public override string ToString()
    {
        var type = Type switch
        {
            TensorElementType.Float => "float32",
            TensorElementType.Double => "float64",
            _ => Type.ToString().ToLowerInvariant(),
        };
        var lengths = Lengths.Select(length => length < 0 ? "?" : $"{length}");
        return HasAnyShape ? $"{Name} {type}" : $"{Name} {type} [{string.Join(", ", lengths)}]";
    }
}
