using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sgraf.Model.Matrices;

/// <summary>Inner products of up to six rows with two or four others, on vectors of one width along the rows.</summary>
/// <remarks>
/// No lane is padding, however few the rows: the words of one caption would fill half a panel of columns. Six by four sums, four
/// vectors of b and one of a are 29 of 32 registers; six by two sums with theirs are 15 of 16, and twelve chains are enough to keep
/// two units busy, which eight are not.
/// </remarks>
internal static unsafe class DotTile<TVector, TVectors, TColumns>
    where TVector : struct
    where TVectors : struct, IVectors<TVector>
    where TColumns : struct, IConstant
{
    /// <summary>Parameters as of <see cref="IMatrixKernel.AddDots"/>.</summary>
    public static void Add(float* a, nint aStride, int rows, float* b, nint bStride, int columns, int panels, float* c)
    {
        switch (rows)
        {
            case 1: Tile<One>(a, aStride, b, bStride, columns, panels, c); break;
            case 2: Tile<Two>(a, aStride, b, bStride, columns, panels, c); break;
            case 3: Tile<Three>(a, aStride, b, bStride, columns, panels, c); break;
            case 4: Tile<Four>(a, aStride, b, bStride, columns, panels, c); break;
            case 5: Tile<Five>(a, aStride, b, bStride, columns, panels, c); break;
            case 6: Tile<Six>(a, aStride, b, bStride, columns, panels, c); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "A tile has 1 to 6 rows.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows>(float* a, nint aStride, float* b, nint bStride, int columns, int panels, float* c)
        where TRows : struct, IConstant
    {
        TVector
            sum00 = default, sum01 = default, sum02 = default, sum03 = default,
            sum10 = default, sum11 = default, sum12 = default, sum13 = default,
            sum20 = default, sum21 = default, sum22 = default, sum23 = default,
            sum30 = default, sum31 = default, sum32 = default, sum33 = default,
            sum40 = default, sum41 = default, sum42 = default, sum43 = default,
            sum50 = default, sum51 = default, sum52 = default, sum53 = default;

        // A tile at the border repeats the last row of b instead of shrinking; what comes of it means nothing.
        var last = columns - 1;
        var (b1, b2, b3) = (Math.Min(1, last) * Panels.Width, Math.Min(2, last) * Panels.Width, Math.Min(3, last) * Panels.Width);
        for (; panels > 0; panels--)
        {
            for (var lane = 0; lane < Panels.Width; lane += TVectors.Lanes)
            {
                var y0 = TVectors.Load(b + lane);
                var y1 = TVectors.Load(b + b1 + lane);
                var y2 = TColumns.Value > 2 ? TVectors.Load(b + b2 + lane) : default;
                var y3 = TColumns.Value > 2 ? TVectors.Load(b + b3 + lane) : default;
                { var x = TVectors.Load(a + lane); Add(x, y0, ref sum00); Add(x, y1, ref sum01); if (TColumns.Value > 2) { Add(x, y2, ref sum02); Add(x, y3, ref sum03); } }
                if (TRows.Value > 1) { var x = TVectors.Load(a + lane + Panels.Width); Add(x, y0, ref sum10); Add(x, y1, ref sum11); if (TColumns.Value > 2) { Add(x, y2, ref sum12); Add(x, y3, ref sum13); } }
                if (TRows.Value > 2) { var x = TVectors.Load(a + lane + 2 * Panels.Width); Add(x, y0, ref sum20); Add(x, y1, ref sum21); if (TColumns.Value > 2) { Add(x, y2, ref sum22); Add(x, y3, ref sum23); } }
                if (TRows.Value > 3) { var x = TVectors.Load(a + lane + 3 * Panels.Width); Add(x, y0, ref sum30); Add(x, y1, ref sum31); if (TColumns.Value > 2) { Add(x, y2, ref sum32); Add(x, y3, ref sum33); } }
                if (TRows.Value > 4) { var x = TVectors.Load(a + lane + 4 * Panels.Width); Add(x, y0, ref sum40); Add(x, y1, ref sum41); if (TColumns.Value > 2) { Add(x, y2, ref sum42); Add(x, y3, ref sum43); } }
                if (TRows.Value > 5) { var x = TVectors.Load(a + lane + 5 * Panels.Width); Add(x, y0, ref sum50); Add(x, y1, ref sum51); if (TColumns.Value > 2) { Add(x, y2, ref sum52); Add(x, y3, ref sum53); } }
            }
            a += aStride;
            b += bStride;
        }

        if (TColumns.Value > 2)
        {
            AddRow(c, TVectors.Sums(sum00, sum01, sum02, sum03));
            if (TRows.Value > 1) AddRow(c + Panels.Width, TVectors.Sums(sum10, sum11, sum12, sum13));
            if (TRows.Value > 2) AddRow(c + 2 * Panels.Width, TVectors.Sums(sum20, sum21, sum22, sum23));
            if (TRows.Value > 3) AddRow(c + 3 * Panels.Width, TVectors.Sums(sum30, sum31, sum32, sum33));
            if (TRows.Value > 4) AddRow(c + 4 * Panels.Width, TVectors.Sums(sum40, sum41, sum42, sum43));
            if (TRows.Value > 5) AddRow(c + 5 * Panels.Width, TVectors.Sums(sum50, sum51, sum52, sum53));
        }
        else
        {
            AddRows<TRows>(c, 0, TVectors.Sums(sum00, sum01, sum10, sum11));
            if (TRows.Value > 2) AddRows<TRows>(c + 2 * Panels.Width, 2, TVectors.Sums(sum20, sum21, sum30, sum31));
            if (TRows.Value > 4) AddRows<TRows>(c + 4 * Panels.Width, 4, TVectors.Sums(sum40, sum41, sum50, sum51));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector x, TVector y, ref TVector sum) => sum = TVectors.MultiplyAdd(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(float* c, Vector128<float> sums) => (Vector128.Load(c) + sums).Store(c);

    /// <summary>Two sums of each of two rows, two floats moved as one double; the second row may lie past the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows<TRows>(float* c, int row, Vector128<float> sums)
        where TRows : struct, IConstant
    {
        double* first = (double*)c, second = (double*)(c + Panels.Width);
        var added = (Vector128.Create(*first, TRows.Value > row + 1 ? *second : 0).AsSingle() + sums).AsDouble();
        *first = added.GetElement(0);
        if (TRows.Value > row + 1)
            *second = added.GetElement(1);
    }
}
