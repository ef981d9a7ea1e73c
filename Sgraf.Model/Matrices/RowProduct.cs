using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Sgraf.Model.Matrices;

/// <summary>Products of a single row, which are as fast as the right factor is read.</summary>
/// <remarks>
/// One panel's two chains of multiply-adds would each wait for the one before; the six of three panels do not. Every value is added up
/// in the same order as by an <see cref="IMatrixKernel"/>, so the results are bitwise those of a batch.
/// </remarks>
internal static unsafe class RowProduct
{
    /// <summary>Panels that are multiplied side by side.</summary>
    public const int Width = 3;

    /// <summary>Floats from what is multiplied to what is asked for: 24 steps of depth, the way to the third-level cache.</summary>
    private const int Ahead = 24 * Panels.Width;

    /// <summary>c = start + a b for one row and three panels.</summary>
    /// <param name="a">The row, at depth 0.</param>
    /// <param name="chunkStride">Floats between two panels of the row.</param>
    /// <param name="depth">Values of the row.</param>
    /// <param name="b">The first panel, (depth, 32).</param>
    /// <param name="stride">Floats from a panel of b to the next.</param>
    /// <param name="start">What is added to, 32 values; may be c itself.</param>
    /// <param name="startStride">Floats from a panel of start to the next.</param>
    /// <param name="c">The result, 32 values.</param>
    /// <param name="resultStride">Floats from a panel of c to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* a, nint chunkStride, int depth, float* b, nint stride, float* start, nint startStride, float* c, nint resultStride)
    {
        Vector512<float> sum00 = default, sum01 = default, sum10 = default, sum11 = default, sum20 = default, sum21 = default;
        while (depth > 0)
        {
            var steps = Math.Min(depth, Panels.Width);
            for (var step = 0; step < steps; step++)
            {
                CacheLines.Ask(b + Ahead, Panels.Width);
                CacheLines.Ask(b + stride + Ahead, Panels.Width);
                CacheLines.Ask(b + 2 * stride + Ahead, Panels.Width);
                var value = Create(a[step]);
                sum00 = MultiplyAddEstimate(value, Load(b), sum00);
                sum01 = MultiplyAddEstimate(value, Load(b + 16), sum01);
                sum10 = MultiplyAddEstimate(value, Load(b + stride), sum10);
                sum11 = MultiplyAddEstimate(value, Load(b + stride + 16), sum11);
                sum20 = MultiplyAddEstimate(value, Load(b + 2 * stride), sum20);
                sum21 = MultiplyAddEstimate(value, Load(b + 2 * stride + 16), sum21);
                b += Panels.Width;
            }
            a += chunkStride;
            depth -= steps;
        }
        Add(start, c, sum00, sum01);
        Add(start + startStride, c + resultStride, sum10, sum11);
        Add(start + 2 * startStride, c + 2 * resultStride, sum20, sum21);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* start, float* c, Vector512<float> sum0, Vector512<float> sum1)
    {
        (Load(start) + sum0).Store(c);
        (Load(start + 16) + sum1).Store(c + 16);
    }
}
