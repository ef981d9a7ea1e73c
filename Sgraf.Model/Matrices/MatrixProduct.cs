using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sgraf.Model.Matrices;

/// <summary>Products of matrices in panels on one instruction set.</summary>
internal static unsafe class MatrixProduct<TKernel>
    where TKernel : struct, IMatrixKernel
{
    /// <summary>Of the left factor at a time: with a panel of the right one, 128 KB at depth 1024, it leaves room in a cache of 1 MB.</summary>
    private const int BlockBytes = 504 * 1024;

    /// <summary>c = a b + bias for the first rows of a.</summary>
    /// <param name="a">(rows, depth)</param>
    /// <param name="b">(depth, columns)</param>
    /// <param name="bias">One value a column of b, padded to whole panels.</param>
    /// <param name="c">(rows, columns)</param>
    /// <param name="rows">Rows to compute.</param>
    /// <param name="upcoming">What is asked for beside each panel of b, in <see cref="PiecesOfPanel"/>; nothing when null.</param>
    public static void Multiply(PanelMatrix a, PanelMatrix b, float* bias, PanelMatrix c, int rows, Upcoming* upcoming = null)
    {
        if (rows == 1)
        {
            MultiplyRow(a, b, 0, 1, b.PanelCount, bias, c);
            return;
        }
        // A block of rows of a and one panel of b fit the second-level cache together; the block meets all panels in turn, and where
        // a chain's part of b is kept only that part of a is read again and again.
        var depth = TKernel.KeepsChain ? IMatrixKernel.ChainLength : a.Columns;
        var largest = Math.Max(TKernel.MaxRows, BlockBytes / (sizeof(float) * Math.Max(1, a.Columns)));
        for (int row = 0, blocks = (rows + largest - 1) / largest; blocks > 0; blocks--)
        {
            var count = (rows - row + blocks - 1) / blocks;
            for (var done = 0; done < a.Columns; done += depth)
            {
                for (var panel = 0; panel < b.PanelCount; panel++)
                {
                    var target = c.Panel(panel) + row * Panels.Width;
                    MultiplyPanel<AsStored>(
                        a.Panel(done / Panels.Width) + row * Panels.Width, a.PanelStride, Math.Min(depth, a.Columns - done),
                        b.Panel(panel) + done * Panels.Width, done == 0 ? bias + panel * Panels.Width : target, done == 0 ? 0 : Panels.Width,
                        target, count, upcoming: upcoming == null ? null : upcoming + panel);
                }
            }
            row += count;
        }
    }

    /// <summary>c = a b + bias for the first row of a and some panels of b, as many panels of c.</summary>
    /// <param name="a">(1 or more, depth)</param>
    /// <param name="b">(depth, columns)</param>
    /// <param name="first">The first panel of b.</param>
    /// <param name="step">How many panels further the next one is.</param>
    /// <param name="count">Panels.</param>
    /// <param name="bias">One value a column of b, padded to whole panels.</param>
    /// <param name="c">The panels of the result, one after the other.</param>
    public static void MultiplyRow(PanelMatrix a, PanelMatrix b, int first, int step, int count, float* bias, PanelMatrix c)
    {
        var done = 0;
        // On vectors of 128 bits the sums of three panels would not stay in registers.
        for (; Vector256.IsHardwareAccelerated && done + RowProduct.Width <= count; done += RowProduct.Width)
        {
            var panel = first + done * step;
            MultiplyPanels(
                a, b.Panel(panel), step * b.PanelStride, bias + panel * Panels.Width, step * Panels.Width, c.Panel(done), c.PanelStride);
        }
        for (; done < count; done++)
        {
            var panel = first + done * step;
            MultiplyPanel<AsStored>(
                a.Row(0), a.PanelStride, a.Columns, b.Panel(panel), bias + panel * Panels.Width, 0, c.Panel(done), 1);
        }
    }

    private static void MultiplyPanels(PanelMatrix a, float* b, nint stride, float* bias, nint biasStride, float* c, nint resultStride)
    {
        RowProduct.Multiply(a.Row(0), a.PanelStride, Math.Min(a.Columns, IMatrixKernel.ChainLength), b, stride, bias, biasStride, c, resultStride);
        for (var done = IMatrixKernel.ChainLength; done < a.Columns; done += IMatrixKernel.ChainLength)
        {
            RowProduct.Multiply(
                a.Panel(done / Panels.Width), a.PanelStride, Math.Min(a.Columns - done, IMatrixKernel.ChainLength), b + done * Panels.Width, stride,
                c, resultStride, c, resultStride);
        }
    }

    /// <summary>c = a b + start for one panel of b and c.</summary>
    /// <remarks>
    /// <paramref name="chunkStride"/>: floats of a between 32 steps of depth and the next 32.
    /// <paramref name="squares"/>: where the squares of each row of c are added up, <see cref="IMatrixKernel.SquareSums"/> sums a row.
    /// <paramref name="upcoming"/>: what is asked for meanwhile, in <see cref="PiecesOfPanel"/>. Both nothing when null.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyPanel<TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, int rows, float* squares = null,
        Upcoming* upcoming = null)
        where TLayout : struct, ILeftLayout
    {
        var nothing = default(Upcoming);
        if (upcoming == null)
            upcoming = &nothing;
        if (!TKernel.KeepsChain)
        {
            MultiplyBlocks<TLayout>(a, chunkStride, depth, b, start, startStride, c, rows, squares, upcoming);    // all chains, whole panels
            return;
        }
        var done = 0;
        do
        {
            var count = Math.Min(depth - done, IMatrixKernel.ChainLength);
            for (var column = 0; column < Panels.Width; column += TKernel.MaxColumns)
            {
                MultiplyBlocks<TLayout>(
                    a, chunkStride, count, b + column, start + column, startStride, c + column, rows,
                    squares == null || done + count < depth ? null : squares + column % IMatrixKernel.SquareSums, upcoming);
            }
            a += IMatrixKernel.ChainLength / Panels.Width * chunkStride;
            b += IMatrixKernel.ChainLength * Panels.Width;
            start = c;
            startStride = Panels.Width;
            done += IMatrixKernel.ChainLength;
        }
        while (done < depth);
    }

    /// <summary>How often one panel of a product asks for what is upcoming: once a block of rows and 32 steps of depth.</summary>
    public static int PiecesOfPanel(int rows, int depth) => BlocksOf(rows) * (Panels.Width / TKernel.MaxColumns) * Panels.Count(depth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlocksOf(int rows) => (rows + TKernel.MaxRows - 1) / TKernel.MaxRows;

    /// <summary>The same for as many columns as the kernel takes, in blocks of rows as equal as can be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyBlocks<TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, int rows, float* squares, Upcoming* upcoming)
        where TLayout : struct, ILeftLayout
    {
        for (var blocks = BlocksOf(rows); blocks > 0; blocks--)
        {
            var count = (rows + blocks - 1) / blocks;
            TKernel.Multiply<TLayout>(a, chunkStride, depth, b, start, startStride, c, count, squares, upcoming);
            a += count * TLayout.RowStride;
            start += count * startStride;
            c += count * Panels.Width;
            if (squares != null)
                squares += count * IMatrixKernel.SquareSums;
            rows -= count;
        }
    }

    /// <summary>c = a bᵀ for the first rows of both: the inner products of each row of a with each row of b.</summary>
    /// <param name="a">(rows, depth)</param>
    /// <param name="rows">Rows of a.</param>
    /// <param name="b">(columns, depth)</param>
    /// <param name="columns">Rows of b.</param>
    /// <param name="c">(rows, columns); columns past the last hold numbers that mean nothing.</param>
    public static void MultiplyTransposed(PanelMatrix a, int rows, PanelMatrix b, int columns, PanelMatrix c)
    {
        for (var panel = 0; panel < c.PanelCount; panel++)
            new Span<float>(c.Panel(panel), rows * Panels.Width).Clear();
        for (int panel = 0, count; panel < a.PanelCount; panel += count)
        {
            count = Math.Min(TKernel.DotPanels, a.PanelCount - panel);
            AddDots(a.Panel(panel), a.PanelStride, rows, b.Panel(panel), b.PanelStride, columns, count, c);
        }
    }

    /// <summary>The same for some panels of both, in tiles of rows as equal as can be.</summary>
    private static void AddDots(float* a, nint aStride, int rows, float* b, nint bStride, int columns, int panels, PanelMatrix c)
    {
        for (int row = 0, blocks = (rows + IMatrixKernel.MaxDotRows - 1) / IMatrixKernel.MaxDotRows; blocks > 0; blocks--)
        {
            var count = (rows - row + blocks - 1) / blocks;
            for (var column = 0; column < columns; column += TKernel.DotColumns)
            {
                TKernel.AddDots(
                    a + row * Panels.Width, aStride, count, b + column * Panels.Width, bStride, Math.Min(TKernel.DotColumns, columns - column),
                    panels, c.At(row, column));
            }
            row += count;
        }
    }
}
