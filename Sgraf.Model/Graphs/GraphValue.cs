namespace Sgraf.Model.Graphs;

/// <summary>A value of a graph under construction: what one node yields and others work on.</summary>
/// <remarks>Operators and methods add nodes; a negative axis counts from the last.</remarks>
internal readonly record struct GraphValue(GraphBuilder Graph, string Name)
{
    /// <summary>Added to a norm before it divides, as the official code does.</summary>
    private const float NormEpsilon = 1e-8f;

    public static GraphValue operator +(GraphValue left, GraphValue right) => left.Node("Add", right);
    public static GraphValue operator -(GraphValue left, GraphValue right) => left.Node("Sub", right);
    public static GraphValue operator *(GraphValue left, GraphValue right) => left.Node("Mul", right);
    public static GraphValue operator /(GraphValue left, GraphValue right) => left.Node("Div", right);
    public static GraphValue operator +(GraphValue left, float right) => left + left.Graph.Constant(right);
    public static GraphValue operator *(GraphValue left, float right) => left * left.Graph.Constant(right);
    public static GraphValue operator /(GraphValue left, float right) => left / left.Graph.Constant(right);

    public GraphValue Relu() => Node("Relu");
    public GraphValue LeakyRelu(float slope) => Graph.Node("LeakyRelu", [this], ("alpha", slope));
    public GraphValue Sigmoid() => Node("Sigmoid");
    public GraphValue Tanh() => Node("Tanh");
    public GraphValue Exp() => Node("Exp");
    public GraphValue Softmax(int axis) => Graph.Node("Softmax", [this], ("axis", axis));

    /// <summary>The sum over an axis, which goes.</summary>
    public GraphValue Sum(int axis) => Graph.Node("ReduceSum", [this, Graph.Integers(axis)], ("keepdims", 0));

    /// <summary>The mean over an axis, which goes.</summary>
    public GraphValue Mean(int axis) => Graph.Node("ReduceMean", [this, Graph.Integers(axis)], ("keepdims", 0));

    /// <summary>x / (|x| + 1e-8) with the Euclidean norm over the last axis.</summary>
    public GraphValue Normalize() => DivideByNorm("ReduceL2");

    /// <summary>x / (Σ|x| + 1e-8) over the last axis.</summary>
    public GraphValue NormalizeSum() => DivideByNorm("ReduceL1");

    /// <summary>Every number times itself.</summary>
    public GraphValue Square() => this * this;

    /// <summary>A new axis of length one.</summary>
    public GraphValue Unsqueeze(int axis) => Node("Unsqueeze", Graph.Integers(axis));

    /// <summary>Axes in another order.</summary>
    public GraphValue Transpose(params long[] order) => Graph.Node("Transpose", [this], ("perm", order));

    /// <summary>A part of an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first place that is kept.</param>
    /// <param name="end">The first place that is not; <see cref="long.MaxValue"/> keeps all.</param>
    public GraphValue Slice(int axis, long start, long end) =>
        Node("Slice", Graph.Integers(start), Graph.Integers(end), Graph.Integers(axis));

    /// <summary>This one, then others, along an axis.</summary>
    public GraphValue Concat(int axis, params ReadOnlySpan<GraphValue> others) => Graph.Node("Concat", [this, .. others], ("axis", axis));

    /// <summary>The same numbers as another type.</summary>
    public GraphValue Cast(TensorType type) => Graph.Node("Cast", [this], ("to", (long)type));

    /// <summary>The same numbers in another shape; 0 keeps a length, -1 takes what is left.</summary>
    public GraphValue Reshape(params long[] shape) => Node("Reshape", Graph.Integers(shape));

    /// <summary>The matrix product over the last two axes.</summary>
    public GraphValue MatMul(GraphValue right) => Node("MatMul", right);

    /// <summary>The product with the other's transpose, over the last two axes.</summary>
    public GraphValue MatMulTransposed(GraphValue right) => Graph.Node("com.microsoft/FusedMatMul", [this, right], ("transB", 1));

    /// <summary>The product of the transpose of this with the other, over the last two axes.</summary>
    public GraphValue TransposedMatMul(GraphValue right) => Graph.Node("com.microsoft/FusedMatMul", [this, right], ("transA", 1));

    /// <summary>W x + b over the last axis.</summary>
    /// <param name="layer">Name of the layer in the checkpoint.</param>
    public GraphValue Linear(string layer) => MatMulTransposed(Graph.Weight($"{layer}.weight")) + Graph.Weight($"{layer}.bias");

    /// <summary>A convolution over the last two axes, which keeps their lengths but for the stride.</summary>
    /// <param name="layer">Name of the layer in the checkpoint; its filters are square, of an odd size.</param>
    /// <param name="stride">Places from one to the next.</param>
    public GraphValue Convolve(string layer, int stride = 1)
    {
        var padding = Graph.Checkpoint[$"{layer}.weight"].Shape[^1] / 2;
        GraphValue[] inputs = [this, Graph.Weight($"{layer}.weight")];
        if (Graph.Checkpoint.Tensors.ContainsKey($"{layer}.bias")) inputs = [.. inputs, Graph.Weight($"{layer}.bias")];
        return Graph.Node("Conv", inputs, ("strides", [stride, stride]), ("pads", [padding, padding, padding, padding]));
    }

    /// <summary>Every number of a map four times, in a square.</summary>
    public GraphValue Double() => Graph.Node(
        "Resize", [this, Graph.Nothing, Graph.Constant([1, 1, 2, 2], 4)],
        ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

    /// <summary>Batch normalisation with the stored statistics; the channel is the second axis.</summary>
    /// <param name="layer">Name of the layer in the checkpoint.</param>
    public GraphValue BatchNorm(string layer)
    {
        var (scale, shift) = (Graph.Weight($"{layer}.weight"), Graph.Weight($"{layer}.bias"));
        var (mean, variance) = (Graph.Weight($"{layer}.running_mean"), Graph.Weight($"{layer}.running_var"));
        return Graph.Node("BatchNormalization", [this, scale, shift, mean, variance], ("epsilon", 1e-5f));
    }

    /// <summary>A node whose first input is this value.</summary>
    public GraphValue Node(string operation, params ReadOnlySpan<GraphValue> others) => Graph.Node(operation, [this, .. others]);

    private GraphValue DivideByNorm(string norm) =>
        this / (Graph.Node(norm, [this, Graph.Integers(-1)], ("keepdims", 1)) + NormEpsilon);
}
