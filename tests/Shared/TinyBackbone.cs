using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;

namespace Sgraf.Tests;

/// <summary>An image network of a few nodes; its vector is the mean of each channel of its input.</summary>
internal sealed record TinyBackbone
{
    public const string Sidecar = """{"detector.contract": "1", "detector.kind": "crops", "detector.id": "tiny-crops-1"}""";

    /// <summary>Names that would make the network's values plain colour values.</summary>
    public const string PlainSidecar = """
        {"detector.contract": "1", "detector.kind": "crops", "detector.id": "tiny-crops-1", "detector.mean": [0, 0, 0], "detector.std": "1,1,1"}
        """;

    /// <summary>[N, 3, H, W], -1 where free.</summary>
    public int[] InputShape { get; init; } = [-1, 3, 8, 8];

    public TensorType InputType { get; init; } = TensorType.Float;

    /// <summary>Outputs: <c>mean</c> (N, 3), <c>kept</c> (N, 3, 1, 1), <c>tokens</c> (N, H W, 3), the pixels one by one, or <c>map</c> (N, 3, H, W).</summary>
    public string[] Outputs { get; init; } = ["mean"];

    /// <summary>Whether there is an input beside the picture.</summary>
    public bool HasText { get; init; }

    /// <summary>Whether it makes NaN of everything.</summary>
    public bool IsBroken { get; init; }

    public byte[] ToBytes()
    {
        var graph = new GraphBuilder("tiny backbone", new Checkpoint(new Dictionary<string, WeightTensor>()));
        var image = graph.Input("pixels", InputType, InputShape);
        if (InputType != TensorType.Float) image = graph.Node("Cast", [image], ("to", (long)TensorType.Float));
        if (IsBroken) image *= float.NaN;
        if (HasText) graph.Output("text", graph.Input("words", TensorType.Float, -1) + 1);
        foreach (var output in Outputs)
        {
            graph.Output(output, output switch
            {
                "mean" => graph.Node("ReduceMean", [image, graph.Integers(2, 3)], ("keepdims", 0)),
                "kept" => graph.Node("ReduceMean", [image, graph.Integers(2, 3)], ("keepdims", 1)),
                "tokens" => image.Reshape(0, 3, -1).Transpose(0, 2, 1),
                _ => image * 1,
            });
        }
        return graph.ToModel();
    }
}
