namespace Sgraf.Model.Graphs;

/// <summary>A setting of a graph node.</summary>
/// <param name="Name">Its name in the operator's description.</param>
/// <param name="Value">A whole number, a number, a text, or a list of whole numbers.</param>
internal readonly record struct NodeAttribute(string Name, object Value)
{
    public static implicit operator NodeAttribute((string Name, long Value) setting) => new(setting.Name, setting.Value);
    public static implicit operator NodeAttribute((string Name, float Value) setting) => new(setting.Name, setting.Value);
    public static implicit operator NodeAttribute((string Name, string Value) setting) => new(setting.Name, setting.Value);
    public static implicit operator NodeAttribute((string Name, long[] Value) setting) => new(setting.Name, setting.Value);

    /// <summary>The attribute in the fields of <c>onnx.proto</c>: 20 is the type, which decides the value's field.</summary>
    public ProtoMessage ToMessage()
    {
        var message = new ProtoMessage().Add(1, Name);
        return Value switch
        {
            float number => message.Add(2, number).Add(20, 1),
            long number => message.Add(3, number).Add(20, 2),
            string text => message.Add(4, text).Add(20, 3),
            long[] list => list.Aggregate(message, (all, item) => all.Add(8, item)).Add(20, 7),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
