using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sgraf.Model.Matrices;

/// <summary>What a <see cref="DotTile{TVector, TVectors, TColumns}"/> does with vectors of one width.</summary>
internal unsafe interface IVectors<TVector>
    where TVector : struct
{
    /// <summary>Floats of a vector.</summary>
    static abstract int Lanes { get; }

    static abstract TVector Load(float* source);

    /// <summary>left right + sum</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    /// <summary>Each vector's lanes added up.</summary>
    static abstract Vector128<float> Sums(TVector first, TVector second, TVector third, TVector fourth);
}

internal readonly unsafe struct Vectors512 : IVectors<Vector512<float>>
{
    public static int Lanes => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth) =>
        Vectors256.Sums(Halves(first), Halves(second), Halves(third), Halves(fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(Vector512<float> vector) => vector.GetLower() + vector.GetUpper();
}

internal readonly unsafe struct Vectors256 : IVectors<Vector256<float>>
{
    public static int Lanes => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(left, right, sum);

    /// <remarks>Side by side, in a third of the instructions of four sums.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth)
    {
        var firstSecond = (Avx.UnpackLow(first, second) + Avx.UnpackHigh(first, second)).AsDouble();
        var thirdFourth = (Avx.UnpackLow(third, fourth) + Avx.UnpackHigh(third, fourth)).AsDouble();
        var halves = Avx.UnpackLow(firstSecond, thirdFourth).AsSingle() + Avx.UnpackHigh(firstSecond, thirdFourth).AsSingle();
        return halves.GetLower() + halves.GetUpper();
    }
}

internal readonly unsafe struct Vectors128 : IVectors<Vector128<float>>
{
    public static int Lanes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    /// <remarks>Fused where the machine can.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> sum) =>
        Vector128.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth) =>
        Vector128.Create(Vector128.Sum(first), Vector128.Sum(second), Vector128.Sum(third), Vector128.Sum(fourth));
}
