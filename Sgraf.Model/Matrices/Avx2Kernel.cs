using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace Sgraf.Model.Matrices;

/// <summary>Products on 256-bit vectors: 6 rows x 16 columns keep 12 of the 16 registers busy; a panel is two such halves.</summary>
internal readonly unsafe struct Avx2Kernel : IMatrixKernel
{
    public static int MaxRows => 6;

    public static int MaxColumns => 16;

    public static bool KeepsChain => true;

    public static int DotColumns => 2;

    public static int DotPanels => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, int rows, float* squares, Upcoming* upcoming)
        where TLayout : struct, ILeftLayout
    {
        switch (rows)
        {
            case 1: Block<One, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 2: Block<Two, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 3: Block<Three, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 4: Block<Four, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 5: Block<Five, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 6: Block<Six, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "A block has 1 to 6 rows.");
        }
    }

    public static void AddDots(float* a, nint aStride, int rows, float* b, nint bStride, int columns, int panels, float* c) =>
        DotTile<Vector256<float>, Vectors256, Two>.Add(a, aStride, rows, b, bStride, columns, panels, c);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, float* squares, Upcoming* upcoming)
        where TRows : struct, IConstant
        where TLayout : struct, ILeftLayout
    {
        Vector256<float>
            sum00 = default, sum01 = default,
            sum10 = default, sum11 = default,
            sum20 = default, sum21 = default,
            sum30 = default, sum31 = default,
            sum40 = default, sum41 = default,
            sum50 = default, sum51 = default;

        while (depth > 0)
        {
            var steps = Math.Min(depth, Panels.Width);
            var left = a;
            for (var step = 0; step < steps; step++)
            {
                var b0 = Load(b);
                var b1 = Load(b + 8);
                { var value = Create(left[0]); sum00 = FusedMultiplyAdd(value, b0, sum00); sum01 = FusedMultiplyAdd(value, b1, sum01); }
                if (TRows.Value > 1) { var value = Create(left[TLayout.RowStride]); sum10 = FusedMultiplyAdd(value, b0, sum10); sum11 = FusedMultiplyAdd(value, b1, sum11); }
                if (TRows.Value > 2) { var value = Create(left[2 * TLayout.RowStride]); sum20 = FusedMultiplyAdd(value, b0, sum20); sum21 = FusedMultiplyAdd(value, b1, sum21); }
                if (TRows.Value > 3) { var value = Create(left[3 * TLayout.RowStride]); sum30 = FusedMultiplyAdd(value, b0, sum30); sum31 = FusedMultiplyAdd(value, b1, sum31); }
                if (TRows.Value > 4) { var value = Create(left[4 * TLayout.RowStride]); sum40 = FusedMultiplyAdd(value, b0, sum40); sum41 = FusedMultiplyAdd(value, b1, sum41); }
                if (TRows.Value > 5) { var value = Create(left[5 * TLayout.RowStride]); sum50 = FusedMultiplyAdd(value, b0, sum50); sum51 = FusedMultiplyAdd(value, b1, sum51); }
                left += TLayout.DepthStride;
                b += Panels.Width;
            }
            a += chunkStride;
            depth -= steps;
            upcoming->AskNext();
        }

        Add(start, c, 0, ref sum00, ref sum01);
        if (TRows.Value > 1) Add(start + startStride, c, 1, ref sum10, ref sum11);
        if (TRows.Value > 2) Add(start + 2 * startStride, c, 2, ref sum20, ref sum21);
        if (TRows.Value > 3) Add(start + 3 * startStride, c, 3, ref sum30, ref sum31);
        if (TRows.Value > 4) Add(start + 4 * startStride, c, 4, ref sum40, ref sum41);
        if (TRows.Value > 5) Add(start + 5 * startStride, c, 5, ref sum50, ref sum51);

        if (squares == null) return;
        AddSquares(squares, 0, sum00, sum01);
        if (TRows.Value > 1) AddSquares(squares, 1, sum10, sum11);
        if (TRows.Value > 2) AddSquares(squares, 2, sum20, sum21);
        if (TRows.Value > 3) AddSquares(squares, 3, sum30, sum31);
        if (TRows.Value > 4) AddSquares(squares, 4, sum40, sum41);
        if (TRows.Value > 5) AddSquares(squares, 5, sum50, sum51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* start, float* c, int row, ref Vector256<float> sum0, ref Vector256<float> sum1)
    {
        sum0 += Load(start);
        sum1 += Load(start + 8);
        sum0.Store(c + row * Panels.Width);
        sum1.Store(c + row * Panels.Width + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquares(float* squares, int row, Vector256<float> sum0, Vector256<float> sum1)
    {
        squares += row * IMatrixKernel.SquareSums;
        FusedMultiplyAdd(sum0, sum0, Load(squares)).Store(squares);
        FusedMultiplyAdd(sum1, sum1, Load(squares + 8)).Store(squares + 8);
    }
}
