using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Sgraf.Model.Matrices;

/// <summary>Products on 512-bit vectors: 14 rows x 32 columns keep 28 of the 32 registers busy.</summary>
/// <remarks>A step of depth is two loads of b, 14 broadcasts of a and 28 multiply-adds: the multiply-adds set the pace.</remarks>
internal readonly unsafe struct Avx512Kernel : IMatrixKernel
{
    public static int MaxRows => 14;

    public static int MaxColumns => 32;

    public static bool KeepsChain => false;

    public static int DotColumns => 4;

    public static int DotPanels => int.MaxValue;

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
            case 7: Block<Seven, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 8: Block<Eight, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 9: Block<Nine, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 10: Block<Ten, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 11: Block<Eleven, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 12: Block<Twelve, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 13: Block<Thirteen, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            case 14: Block<Fourteen, TLayout>(a, chunkStride, depth, b, start, startStride, c, squares, upcoming); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "A block has 1 to 14 rows.");
        }
    }

    public static void AddDots(float* a, nint aStride, int rows, float* b, nint bStride, int columns, int panels, float* c) =>
        DotTile<Vector512<float>, Vectors512, Four>.Add(a, aStride, rows, b, bStride, columns, panels, c);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, float* squares, Upcoming* upcoming)
        where TRows : struct, IConstant
        where TLayout : struct, ILeftLayout
    {
        Vector512<float>
            sum00 = default, sum01 = default,
            sum10 = default, sum11 = default,
            sum20 = default, sum21 = default,
            sum30 = default, sum31 = default,
            sum40 = default, sum41 = default,
            sum50 = default, sum51 = default,
            sum60 = default, sum61 = default,
            sum70 = default, sum71 = default,
            sum80 = default, sum81 = default,
            sum90 = default, sum91 = default,
            sum100 = default, sum101 = default,
            sum110 = default, sum111 = default,
            sum120 = default, sum121 = default,
            sum130 = default, sum131 = default;

        while (true)
        {
            var rest = Math.Min(depth, IMatrixKernel.ChainLength);
            depth -= rest;
            while (rest > 0)
            {
                var steps = Math.Min(rest, Panels.Width);
                var left = a;
                for (var step = 0; step < steps; step++)
                {
                    var b0 = Load(b);
                    var b1 = Load(b + 16);
                    { var value = Create(left[0]); sum00 = FusedMultiplyAdd(value, b0, sum00); sum01 = FusedMultiplyAdd(value, b1, sum01); }
                    if (TRows.Value > 1) { var value = Create(left[TLayout.RowStride]); sum10 = FusedMultiplyAdd(value, b0, sum10); sum11 = FusedMultiplyAdd(value, b1, sum11); }
                    if (TRows.Value > 2) { var value = Create(left[2 * TLayout.RowStride]); sum20 = FusedMultiplyAdd(value, b0, sum20); sum21 = FusedMultiplyAdd(value, b1, sum21); }
                    if (TRows.Value > 3) { var value = Create(left[3 * TLayout.RowStride]); sum30 = FusedMultiplyAdd(value, b0, sum30); sum31 = FusedMultiplyAdd(value, b1, sum31); }
                    if (TRows.Value > 4) { var value = Create(left[4 * TLayout.RowStride]); sum40 = FusedMultiplyAdd(value, b0, sum40); sum41 = FusedMultiplyAdd(value, b1, sum41); }
                    if (TRows.Value > 5) { var value = Create(left[5 * TLayout.RowStride]); sum50 = FusedMultiplyAdd(value, b0, sum50); sum51 = FusedMultiplyAdd(value, b1, sum51); }
                    if (TRows.Value > 6) { var value = Create(left[6 * TLayout.RowStride]); sum60 = FusedMultiplyAdd(value, b0, sum60); sum61 = FusedMultiplyAdd(value, b1, sum61); }
                    if (TRows.Value > 7) { var value = Create(left[7 * TLayout.RowStride]); sum70 = FusedMultiplyAdd(value, b0, sum70); sum71 = FusedMultiplyAdd(value, b1, sum71); }
                    if (TRows.Value > 8) { var value = Create(left[8 * TLayout.RowStride]); sum80 = FusedMultiplyAdd(value, b0, sum80); sum81 = FusedMultiplyAdd(value, b1, sum81); }
                    if (TRows.Value > 9) { var value = Create(left[9 * TLayout.RowStride]); sum90 = FusedMultiplyAdd(value, b0, sum90); sum91 = FusedMultiplyAdd(value, b1, sum91); }
                    if (TRows.Value > 10) { var value = Create(left[10 * TLayout.RowStride]); sum100 = FusedMultiplyAdd(value, b0, sum100); sum101 = FusedMultiplyAdd(value, b1, sum101); }
                    if (TRows.Value > 11) { var value = Create(left[11 * TLayout.RowStride]); sum110 = FusedMultiplyAdd(value, b0, sum110); sum111 = FusedMultiplyAdd(value, b1, sum111); }
                    if (TRows.Value > 12) { var value = Create(left[12 * TLayout.RowStride]); sum120 = FusedMultiplyAdd(value, b0, sum120); sum121 = FusedMultiplyAdd(value, b1, sum121); }
                    if (TRows.Value > 13) { var value = Create(left[13 * TLayout.RowStride]); sum130 = FusedMultiplyAdd(value, b0, sum130); sum131 = FusedMultiplyAdd(value, b1, sum131); }
                    left += TLayout.DepthStride;
                    b += Panels.Width;
                }
                a += chunkStride;
                rest -= steps;
                upcoming->AskNext();
            }

            Add(start, c, 0, ref sum00, ref sum01);
            if (TRows.Value > 1) Add(start + startStride, c, 1, ref sum10, ref sum11);
            if (TRows.Value > 2) Add(start + 2 * startStride, c, 2, ref sum20, ref sum21);
            if (TRows.Value > 3) Add(start + 3 * startStride, c, 3, ref sum30, ref sum31);
            if (TRows.Value > 4) Add(start + 4 * startStride, c, 4, ref sum40, ref sum41);
            if (TRows.Value > 5) Add(start + 5 * startStride, c, 5, ref sum50, ref sum51);
            if (TRows.Value > 6) Add(start + 6 * startStride, c, 6, ref sum60, ref sum61);
            if (TRows.Value > 7) Add(start + 7 * startStride, c, 7, ref sum70, ref sum71);
            if (TRows.Value > 8) Add(start + 8 * startStride, c, 8, ref sum80, ref sum81);
            if (TRows.Value > 9) Add(start + 9 * startStride, c, 9, ref sum90, ref sum91);
            if (TRows.Value > 10) Add(start + 10 * startStride, c, 10, ref sum100, ref sum101);
            if (TRows.Value > 11) Add(start + 11 * startStride, c, 11, ref sum110, ref sum111);
            if (TRows.Value > 12) Add(start + 12 * startStride, c, 12, ref sum120, ref sum121);
            if (TRows.Value > 13) Add(start + 13 * startStride, c, 13, ref sum130, ref sum131);
            if (depth == 0) break;
            start = c;
            startStride = Panels.Width;
            sum00 = sum01 = sum10 = sum11 = sum20 = sum21 = sum30 = sum31 = sum40 = sum41 = default;
            sum50 = sum51 = sum60 = sum61 = sum70 = sum71 = sum80 = sum81 = sum90 = sum91 = default;
            sum100 = sum101 = sum110 = sum111 = sum120 = sum121 = sum130 = sum131 = default;
        }

        if (squares == null) return;
        AddSquares(squares, 0, sum00, sum01);
        if (TRows.Value > 1) AddSquares(squares, 1, sum10, sum11);
        if (TRows.Value > 2) AddSquares(squares, 2, sum20, sum21);
        if (TRows.Value > 3) AddSquares(squares, 3, sum30, sum31);
        if (TRows.Value > 4) AddSquares(squares, 4, sum40, sum41);
        if (TRows.Value > 5) AddSquares(squares, 5, sum50, sum51);
        if (TRows.Value > 6) AddSquares(squares, 6, sum60, sum61);
        if (TRows.Value > 7) AddSquares(squares, 7, sum70, sum71);
        if (TRows.Value > 8) AddSquares(squares, 8, sum80, sum81);
        if (TRows.Value > 9) AddSquares(squares, 9, sum90, sum91);
        if (TRows.Value > 10) AddSquares(squares, 10, sum100, sum101);
        if (TRows.Value > 11) AddSquares(squares, 11, sum110, sum111);
        if (TRows.Value > 12) AddSquares(squares, 12, sum120, sum121);
        if (TRows.Value > 13) AddSquares(squares, 13, sum130, sum131);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* start, float* c, int row, ref Vector512<float> sum0, ref Vector512<float> sum1)
    {
        sum0 += Load(start);
        sum1 += Load(start + 16);
        sum0.Store(c + row * Panels.Width);
        sum1.Store(c + row * Panels.Width + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquares(float* squares, int row, Vector512<float> sum0, Vector512<float> sum1)
    {
        squares += row * IMatrixKernel.SquareSums;
        FusedMultiplyAdd(sum1, sum1, FusedMultiplyAdd(sum0, sum0, Load(squares))).Store(squares);
    }
}
