using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sgraf.Training.Alignments;

/// <summary>The memory of tensors of runs, pair by pair.</summary>
internal sealed unsafe class PairRows
{
    private readonly IReadOnlyList<Tensor> _held;
    private readonly nint[] _starts;
    private readonly int[] _sizes;

    /// <param name="pairs">The pairs.</param>
    /// <param name="runs">A tensor of each run on the processor, (P, any), without gaps; none of them to be disposed of meanwhile.</param>
    public PairRows(PairList pairs, IReadOnlyList<Tensor> runs)
    {
        (_held, _starts, _sizes) = (runs, new nint[pairs.Pairs.Count], new int[pairs.Pairs.Count]);
        foreach (var (run, values) in pairs.Runs.Zip(_held))
        {
            var start = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values.bytes));
            var size = (int)(values.NumberOfElements / run.Count);
            for (var pair = 0; pair < run.Count; pair++)
                (_starts[run.First + pair], _sizes[run.First + pair]) = ((nint)(start + (nint)pair * size), size);
        }
    }

    /// <summary>The values of a pair.</summary>
    public Span<float> Of(int pair) => new((float*)_starts[pair], _sizes[pair]);
}
