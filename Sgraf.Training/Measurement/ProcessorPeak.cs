using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Measurement;

/// <summary>The rate at which one core multiplies and adds, with nothing to load or store: no kernel can be faster.</summary>
internal static class ProcessorPeak
{
    private const int Accumulators = 12;
    private const int Iterations = 100_000;

    /// <summary>GFLOP/s of fused multiply-adds in single precision on the instruction set's vectors; the best of a few bursts.</summary>
    public static double Gigaflops(InstructionSet instructions) =>
        Enumerable.Range(0, 8).Max(_ => GigaflopsOnce(instructions, Iterations));

    /// <summary>
    /// GFLOP/s of the same over a longer time, on some threads at once: what is left of the peak where a machine is shared, since whatever
    /// takes a core away for a moment counts here, as it does in the measurement beside it.
    /// </summary>
    /// <param name="instructions">The instruction set.</param>
    /// <param name="threads">Threads, all of which count.</param>
    /// <param name="seconds">How long.</param>
    public static double Sustained(InstructionSet instructions, int threads, double seconds)
    {
        var (bursts, start) = (0, Stopwatch.GetTimestamp());
        void Spin()
        {
            do
            {
                Burst(instructions, Iterations);
                Interlocked.Increment(ref bursts);
            }
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        }
        Parallel.Invoke([.. Enumerable.Repeat(Spin, threads)]);
        return Work(instructions, Iterations) * bursts / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>GFLOP/s of single bursts.</summary>
    /// <param name="instructions">The instruction set.</param>
    /// <param name="seconds">About how long each burst takes.</param>
    /// <param name="count">How many.</param>
    public static IEnumerable<double> OfBursts(InstructionSet instructions, double seconds, int count)
    {
        var iterations = Math.Max(1, (int)(Gigaflops(instructions) * seconds / Work(instructions, 1)));
        return Enumerable.Range(0, count).Select(_ => GigaflopsOnce(instructions, iterations));
    }

    private static double GigaflopsOnce(InstructionSet instructions, int iterations) =>
        Work(instructions, iterations) / Medians.SecondsOnce(() => Burst(instructions, iterations));

    /// <summary>Operations of a burst, in 10^9.</summary>
    private static double Work(InstructionSet instructions, int iterations)
    {
        var lanes = instructions switch { InstructionSet.Avx512 => 16, InstructionSet.Avx2 => 8, _ => 4 };
        return 2.0 * Accumulators * iterations * lanes / 1e9;
    }

    private static void Burst(InstructionSet instructions, int iterations) => _ = instructions switch
    {
        InstructionSet.Avx512 => Spin512(iterations),
        InstructionSet.Avx2 => Spin256(iterations),
        _ => Spin128(iterations),
    };

    // Twelve chains: more than the latency of a multiply-add times the units there are, few enough for 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Spin512(int iterations)
    {
        var factor = Vector512.Create(0.999f);
        Vector512<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector512<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, factor); b = Vector512.FusedMultiplyAdd(b, factor, factor);
            c = Vector512.FusedMultiplyAdd(c, factor, factor); d = Vector512.FusedMultiplyAdd(d, factor, factor);
            e = Vector512.FusedMultiplyAdd(e, factor, factor); f = Vector512.FusedMultiplyAdd(f, factor, factor);
            g = Vector512.FusedMultiplyAdd(g, factor, factor); h = Vector512.FusedMultiplyAdd(h, factor, factor);
            i = Vector512.FusedMultiplyAdd(i, factor, factor); j = Vector512.FusedMultiplyAdd(j, factor, factor);
            k = Vector512.FusedMultiplyAdd(k, factor, factor); l = Vector512.FusedMultiplyAdd(l, factor, factor);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Spin256(int iterations)
    {
        var factor = Vector256.Create(0.999f);
        Vector256<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector256<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, factor); b = Vector256.FusedMultiplyAdd(b, factor, factor);
            c = Vector256.FusedMultiplyAdd(c, factor, factor); d = Vector256.FusedMultiplyAdd(d, factor, factor);
            e = Vector256.FusedMultiplyAdd(e, factor, factor); f = Vector256.FusedMultiplyAdd(f, factor, factor);
            g = Vector256.FusedMultiplyAdd(g, factor, factor); h = Vector256.FusedMultiplyAdd(h, factor, factor);
            i = Vector256.FusedMultiplyAdd(i, factor, factor); j = Vector256.FusedMultiplyAdd(j, factor, factor);
            k = Vector256.FusedMultiplyAdd(k, factor, factor); l = Vector256.FusedMultiplyAdd(l, factor, factor);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Spin128(int iterations)
    {
        var factor = Vector128.Create(0.999f);
        Vector128<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector128<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            a = Vector128.MultiplyAddEstimate(a, factor, factor); b = Vector128.MultiplyAddEstimate(b, factor, factor);
            c = Vector128.MultiplyAddEstimate(c, factor, factor); d = Vector128.MultiplyAddEstimate(d, factor, factor);
            e = Vector128.MultiplyAddEstimate(e, factor, factor); f = Vector128.MultiplyAddEstimate(f, factor, factor);
            g = Vector128.MultiplyAddEstimate(g, factor, factor); h = Vector128.MultiplyAddEstimate(h, factor, factor);
            i = Vector128.MultiplyAddEstimate(i, factor, factor); j = Vector128.MultiplyAddEstimate(j, factor, factor);
            k = Vector128.MultiplyAddEstimate(k, factor, factor); l = Vector128.MultiplyAddEstimate(l, factor, factor);
        }
        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
