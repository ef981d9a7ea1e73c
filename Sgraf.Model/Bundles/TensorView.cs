using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Sgraf.Model.Bundles;

/// <summary>The values of a tensor where they lie, in an array or in a mapped file, until the view is disposed of.</summary>
/// <remarks>The compiler lets no span of it out of the block that the view is declared in.</remarks>
public unsafe ref struct TensorView : IDisposable
{
    private readonly int _count;
    private MemoryHandle _pin;

    internal TensorView(ReadOnlyMemory<float> values) => (_pin, _count) = (values.Pin(), values.Length);

    /// <summary>The values, in row-major order.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<float> Values => new(_pin.Pointer, _count);

    /// <summary>Ends the view.</summary>
    public void Dispose() => _pin.Dispose();
}
