using Sgraf.Model.Bundles;

namespace Sgraf.Model.Graphs;

/// <summary>Writes an ONNX graph over the weights of a checkpoint, node by node.</summary>
/// <remarks>The numbers are those of the fields of <c>onnx.proto</c>, IR version 8 with operator set 18.</remarks>
/// <param name="name">What the graph computes, for messages of the runtime.</param>
/// <param name="checkpoint">Where weights are looked up by name.</param>
internal sealed class GraphBuilder(string name, Checkpoint checkpoint)
{
    private readonly ProtoMessage _graph = new ProtoMessage().Add(2, name);
    private readonly List<ProtoMessage> _metadata = [];
    private readonly HashSet<string> _initializers = [];
    private int _values;

    /// <summary>The weights that the graph computes with.</summary>
    public Checkpoint Checkpoint => checkpoint;

    /// <summary>A value that the caller gives at every run.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="type">Type of its numbers.</param>
    /// <param name="shape">Lengths of its axes; -1 where runs differ.</param>
    public GraphValue Input(string input, TensorType type, params ReadOnlySpan<int> shape)
    {
        var axes = new ProtoMessage();
        foreach (var length in shape)
            axes.Add(1, length < 0 ? new ProtoMessage() : new ProtoMessage().Add(1, length));
        var tensor = new ProtoMessage().Add(1, (long)type).Add(2, axes);
        _graph.Add(11, new ProtoMessage().Add(1, input).Add(2, new ProtoMessage().Add(1, tensor)));
        return new GraphValue(this, input);
    }

    /// <summary>Hands a value to the caller under a name.</summary>
    public void Output(string output, GraphValue value, TensorType type = TensorType.Float)
    {
        _graph.Add(1, NodeOf("Identity", [value.Name], [output], []));
        var tensor = new ProtoMessage().Add(1, (long)type);
        _graph.Add(12, new ProtoMessage().Add(1, output).Add(2, new ProtoMessage().Add(1, tensor)));
    }

    /// <summary>A remark for whoever opens the model.</summary>
    public void Describe(string key, string value) => _metadata.Add(new ProtoMessage().Add(1, key).Add(2, value));

    /// <summary>A weight of the checkpoint as it is.</summary>
    public GraphValue Weight(string weight)
    {
        var tensor = checkpoint[weight];
        return Initializer(weight, TensorType.Float, tensor.Values, [.. tensor.Shape]);
    }

    /// <summary>A weight that is arranged otherwise than in the checkpoint, or a table.</summary>
    public GraphValue Constant(float[] values, params ReadOnlySpan<int> shape) =>
        Initializer<float>(NewName(), TensorType.Float, values, shape);

    /// <summary>A single number.</summary>
    public GraphValue Constant(float value) => Constant([value]);

    /// <summary>A list of whole numbers: axes, a shape, positions.</summary>
    public GraphValue Integers(params long[] values) => Initializer<long>(NewName(), TensorType.Int64, values, [values.Length]);

    /// <summary>A single whole number.</summary>
    public GraphValue Integer(long value) => Initializer<long>(NewName(), TensorType.Int64, new[] { value }, []);

    /// <summary>Stands for an input of an operation that is left out.</summary>
    public GraphValue Nothing => new(this, "");

    /// <summary>One operation.</summary>
    /// <param name="operation">An operator of ONNX, or of ONNX Runtime with its domain: <c>com.microsoft/FusedMatMul</c>.</param>
    /// <param name="inputs">What it works on.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>Its first output.</returns>
    public GraphValue Node(string operation, ReadOnlySpan<GraphValue> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var output = NewName();
        _graph.Add(1, NodeOf(operation, NamesOf(inputs), [output], attributes));
        return new GraphValue(this, output);
    }

    /// <summary>One operation of which both outputs are wanted.</summary>
    /// <inheritdoc cref="Node"/>
    public (GraphValue First, GraphValue Second) Pair(
        string operation, ReadOnlySpan<GraphValue> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var (first, second) = (NewName(), NewName());
        _graph.Add(1, NodeOf(operation, NamesOf(inputs), [first, second], attributes));
        return (new GraphValue(this, first), new GraphValue(this, second));
    }

    /// <summary>The graph as a model that ONNX Runtime opens.</summary>
    /// <exception cref="CheckpointException">The weights are too large for one graph.</exception>
    public byte[] ToModel()
    {
        var model = new ProtoMessage().Add(1, 8).Add(2, "sgraf").Add(7, _graph)
            .Add(8, new ProtoMessage().Add(1, "").Add(2, 18))
            .Add(8, new ProtoMessage().Add(1, "com.microsoft").Add(2, 1));
        foreach (var remark in _metadata) model.Add(14, remark);
        return model.Size <= Array.MaxLength
            ? model.ToBytes()
            : throw new CheckpointException(
                $"The weights of the {name} take {model.Size} bytes, but a graph holds 2 GiB at most; use a smaller vocabulary.");
    }

    private GraphValue Initializer<T>(string initializer, TensorType type, ReadOnlyMemory<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (_initializers.Add(initializer))
        {
            var tensor = new ProtoMessage();
            foreach (var length in shape) tensor.Add(1, length);
            _graph.Add(5, tensor.Add(2, (long)type).Add(8, initializer).Add(9, values));
        }
        return new GraphValue(this, initializer);
    }

    private static ProtoMessage NodeOf(
        string operation, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, ReadOnlySpan<NodeAttribute> attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs) node.Add(1, input);
        foreach (var output in outputs) node.Add(2, output);
        node.Add(3, $"{operation} {outputs[0]}").Add(4, operation[(operation.IndexOf('/') + 1)..]);
        foreach (var attribute in attributes) node.Add(5, attribute.ToMessage());
        return operation.Contains('/') ? node.Add(7, operation[..operation.IndexOf('/')]) : node;
    }

    private static string[] NamesOf(ReadOnlySpan<GraphValue> values)
    {
        var names = new string[values.Length];
        for (var i = 0; i < names.Length; i++) names[i] = values[i].Name;
        return names;
    }

    private string NewName() => $"value {_values++}";
}
