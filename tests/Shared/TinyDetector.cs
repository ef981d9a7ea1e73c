using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;

namespace Sgraf.Tests;

/// <summary>A detector of a few nodes that always sees the same boxes; the feature of row i is (i + 1) times the mean of each channel.</summary>
internal sealed record TinyDetector
{
    public string InputName { get; init; } = "image";

    public TensorType InputType { get; init; } = TensorType.Float;

    /// <summary>[3, H, W] or [N, 3, H, W], -1 where free.</summary>
    public int[] InputShape { get; init; } = [3, -1, -1];

    public float[] Boxes { get; init; } = [0, 0, 300, 200, 10, 20, 110, 220, 400, 300, 500, 400];

    public int BoxSize { get; init; } = 4;

    public float[] Scores { get; init; } = [0.9f, 0.5f, 0.1f];

    public long[]? Labels { get; init; }

    public TensorType LabelType { get; init; } = TensorType.Int64;

    /// <summary>What the mean is multiplied with in each row.</summary>
    public float[] Factors { get; init; } = [1, 2, 3];

    /// <summary>An output that is left out.</summary>
    public string? Without { get; init; }

    /// <summary>3, or any other number: each value is then the mean of all channels.</summary>
    public int FeatureSize { get; init; } = 3;

    /// <summary>Whether the single feature is the whole input.</summary>
    public bool ShowsItsInput { get; init; }

    /// <summary>Where the mean of the input is below it, nothing is seen; only without N.</summary>
    public float? Brightness { get; init; }

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>
    {
        ["detector.contract"] = "1",
        ["detector.id"] = "tiny-1",
    };

    /// <summary>The same with further or other settings; null takes one away.</summary>
    public TinyDetector With(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string>(Settings);
        foreach (var (key, value) in changes)
        {
            if (value is null) settings.Remove(key);
            else settings[key] = value;
        }
        return this with { Settings = settings };
    }

    public byte[] ToBytes()
    {
        var graph = new GraphBuilder("tiny detector", new Checkpoint(new Dictionary<string, WeightTensor>()));
        var image = graph.Input(InputName, InputType, InputShape);
        if (InputType != TensorType.Float) image = graph.Node("Cast", [image], ("to", (long)TensorType.Float));
        var isBatch = InputShape.Length == 4;
        var means = graph.Node("ReduceMean", [image, graph.Integers(-2, -1)], ("keepdims", 0));        // ([N,] 3)
        var zero = graph.Node("ReduceMean", [means, graph.Integers(-1)], ("keepdims", 1)) * 0;         // ([N,] 1)
        var rows = Scores.Length;
        var boxes = Rows(graph.Constant(Boxes, [.. Ones(isBatch), Boxes.Length / BoxSize, BoxSize]));
        var features = ShowsItsInput
            ? image.Reshape([.. isBatch ? new long[] { 0 } : [], 1, -1])
            : (FeatureSize == 3 ? means : Wide()).Unsqueeze(-2) * graph.Constant(Factors, [.. Ones(isBatch), Factors.Length, 1]);
        Output("boxes", boxes, TensorType.Float);
        Output("scores", graph.Constant(Scores, [.. Ones(isBatch), rows]) + zero, TensorType.Float);
        Output("features", features, TensorType.Float);
        if (Labels is not null) Output("labels", LabelsOf(graph, zero, isBatch), LabelType);
        foreach (var (key, value) in Settings) graph.Describe(key, value);
        return graph.ToModel();

        GraphValue Wide()
        {
            var ones = new float[FeatureSize];
            Array.Fill(ones, 1);
            return graph.Node("ReduceMean", [means, graph.Integers(-1)], ("keepdims", 1)) * graph.Constant(ones, FeatureSize);
        }

        GraphValue Rows(GraphValue values) => values + zero.Unsqueeze(-1);

        void Output(string name, GraphValue value, TensorType type)
        {
            if (name == Without) return;
            if (Brightness is { } least)
            {
                var isBright = graph.Node("Greater", [graph.Node("ReduceMean", [means, graph.Integers(0)]), graph.Constant(least)]);   // (1)
                value = graph.Node("Compress", [value, graph.Node("Expand", [isBright, graph.Integers(rows)])], ("axis", 0));
            }
            graph.Output(name, value, type);
        }
    }

    private GraphValue LabelsOf(GraphBuilder graph, GraphValue zero, bool isBatch)
    {
        var numbers = graph.Constant(Array.ConvertAll(Labels!, label => (float)label), [.. Ones(isBatch), Labels!.Length]) + zero;
        return graph.Node("Cast", [numbers], ("to", (long)LabelType));
    }

    private static int[] Ones(bool isBatch) => isBatch ? [1] : [];
}
