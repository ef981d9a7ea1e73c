using System.Runtime.CompilerServices;

namespace Sgraf.Model.Scoring.Matrices;

/// <summary>Products of matrices in panels on one instruction set.</summary>
internal static unsafe class MatrixProduct<TKernel>
    where TKernel : struct, IMatrixKernel
{
    /// <summary>c = a b + bias for the first rows of a.</summary>
    /// <param name="a">(rows, depth)</param>
    /// <param name="b">(depth, columns)</param>
    /// <param name="bias">One value a column of b, padded to whole panels.</param>
    /// <param name="c">(rows, columns)</param>
    /// <param name="rows">Rows to compute.</param>
    public static void Multiply(PanelMatrix a, PanelMatrix b, float* bias, PanelMatrix c, int rows)
    {
        // Panels outside: one panel of b (128 KB at depth 1024) stays in the second-level cache while all rows of a pass by.
        for (var panel = 0; panel < b.PanelCount; panel++)
        {
            MultiplyPanel<AsStored>(
                a.Row(0), a.PanelStride, a.Columns, b.Panel(panel), bias + panel * Panels.Width, 0, c.Panel(panel), rows, Panels.Width);
        }
    }

    /// <summary>c = a b + start for one panel of b and c, in blocks of rows as equal as can be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyPanel<TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, int rows, int columns)
        where TLayout : struct, ILeftLayout
    {
        for (var blocks = (rows + TKernel.MaxRows - 1) / TKernel.MaxRows; blocks > 0; blocks--)
        {
            var count = (rows + blocks - 1) / blocks;
            TKernel.Multiply<TLayout>(a, chunkStride, depth, b, start, startStride, c, count, half: columns <= Panels.Width / 2);
            a += count * TLayout.RowStride;
            start += count * startStride;
            c += count * Panels.Width;
            rows -= count;
        }
    }
}
