namespace Sgraf.Model.Graphs;

/// <summary>Types of the numbers of a graph, with their codes in <c>onnx.proto</c>.</summary>
internal enum TensorType
{
    Float = 1,
    Int32 = 6,
    Int64 = 7,
}
