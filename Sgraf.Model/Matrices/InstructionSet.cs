using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sgraf.Model.Matrices;

/// <summary>The instructions that matrix products run on.</summary>
public enum InstructionSet
{
    /// <summary>128-bit vectors of whatever machine this is.</summary>
    Portable,

    /// <summary>256-bit vectors with fused multiply-add.</summary>
    Avx2,

    /// <summary>512-bit vectors, 32 registers.</summary>
    Avx512,
}

/// <summary>What the processor at hand can run.</summary>
public static class InstructionSets
{
    /// <summary>The widest that this processor runs well.</summary>
    public static InstructionSet Best { get; } = Enum.GetValues<InstructionSet>().Where(IsSupported).Max();

    /// <summary>Whether this processor can run the set.</summary>
    public static bool IsSupported(InstructionSet set) => set switch
    {
        // Some processors have the instructions but slow down on them; the runtime then reports no acceleration.
        InstructionSet.Avx512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        InstructionSet.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
