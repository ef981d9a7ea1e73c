using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>Inner products of int8 rows with one int16 query, as int32.</summary>
/// <remarks>
/// Sums of whole numbers are exact in any order, so that every machine finds the same. The caller keeps them below 2^31:
/// length x 127 x the largest value of the query. A row costs one byte of memory traffic a value, which is what limits it.
/// </remarks>
internal static unsafe class IntegerProducts
{
    /// <summary>Rows and query are zero-padded to a multiple of this.</summary>
    public const int Alignment = 64;

    /// <param name="instructions">What to compute with; the result is the same.</param>
    /// <param name="rows">The first row; the next begins where it ends.</param>
    /// <param name="query">As many values as a row.</param>
    /// <param name="length">Values of a row, a multiple of <see cref="Alignment"/>.</param>
    /// <param name="products">One place a row.</param>
    public static void Multiply(InstructionSet instructions, sbyte* rows, short* query, int length, Span<int> products)
    {
        if (instructions == InstructionSet.Avx512 && Avx512BW.IsSupported)
            for (var row = 0; row < products.Length; row++) products[row] = MultiplyAvx512(rows + (nint)row * length, query, length);
        else if (instructions >= InstructionSet.Avx2 && Avx2.IsSupported)
            for (var row = 0; row < products.Length; row++) products[row] = MultiplyAvx2(rows + (nint)row * length, query, length);
        else
            for (var row = 0; row < products.Length; row++) products[row] = MultiplyPortable(rows + (nint)row * length, query, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MultiplyAvx512(sbyte* row, short* query, int length)
    {
        const int Lanes = 32;
        Vector512<int> even = default, odd = default;
        for (var i = 0; i < length; i += 2 * Lanes)
        {
            even += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i)), Vector512.Load(query + i));
            odd += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i + Lanes)), Vector512.Load(query + i + Lanes));
        }
        return Vector512.Sum(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MultiplyAvx2(sbyte* row, short* query, int length)
    {
        const int Lanes = 16;
        Vector256<int> even = default, odd = default;
        for (var i = 0; i < length; i += 2 * Lanes)
        {
            even += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(row + i)), Vector256.Load(query + i));
            odd += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.Load(row + i + Lanes)), Vector256.Load(query + i + Lanes));
        }
        return Vector256.Sum(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MultiplyPortable(sbyte* row, short* query, int length)
    {
        const int Lanes = 8;
        Vector128<int> even = default, odd = default;
        for (var i = 0; i < length; i += 2 * Lanes)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(row + i));
            even += Multiply(low, Vector128.Load(query + i));
            odd += Multiply(high, Vector128.Load(query + i + Lanes));
        }
        return Vector128.Sum(even + odd);
    }

    private static Vector128<int> Multiply(Vector128<short> left, Vector128<short> right)
    {
        var (leftLow, leftHigh) = Vector128.Widen(left);
        var (rightLow, rightHigh) = Vector128.Widen(right);
        return leftLow * rightLow + leftHigh * rightHigh;
    }
}
