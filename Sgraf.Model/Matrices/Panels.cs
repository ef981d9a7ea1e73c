using System.Runtime.Intrinsics;

namespace Sgraf.Model.Matrices;

/// <summary>The layout of every matrix of the kernel: panels of 32 columns, each holding all rows one after the other.</summary>
/// <remarks>
/// Value (row, column) lies at <c>(column / 32) * rows * 32 + row * 32 + column % 32</c>. One layout serves each part of a
/// product C = A B: a panel of B is read in the order of memory, a block of A's rows lies within a few cache lines for 32 steps,
/// and C comes out as the next product's A or B. Strides of 128 bytes also avoid the cache conflicts of power-of-two rows.
/// Columns past the last are zero.
/// </remarks>
internal static unsafe class Panels
{
    public const int Width = 32;

    private const int TileRows = 16;

    public static int Count(int columns) => (columns + Width - 1) / Width;

    /// <summary>Floats of a matrix in panels.</summary>
    public static long Size(int rows, int columns) => (long)Count(columns) * rows * Width;

    /// <summary>Packs a row-major matrix (rows, columns).</summary>
    public static void Pack(ReadOnlySpan<float> matrix, int rows, int columns, float* panels)
    {
        for (var column = 0; column < columns; column += Width)
        {
            var width = Math.Min(Width, columns - column);
            for (var row = 0; row < rows; row++, panels += Width)
                Copy(matrix.Slice(row * columns + column, width), panels);
        }
    }

    /// <summary>Packs one row of a matrix.</summary>
    public static void PackRow(ReadOnlySpan<float> values, PanelMatrix target, int row)
    {
        for (var panel = 0; panel < target.PanelCount; panel++)
            Copy(values[(panel * Width)..Math.Min((panel + 1) * Width, values.Length)], target.Panel(panel) + row * Width);
    }

    /// <summary>One segment, padded with zeros.</summary>
    private static void Copy(ReadOnlySpan<float> values, float* segment)
    {
        if (values.Length == Width)
        {
            // So short a copy takes less time than a call of a copy of any length.
            Vector512.Create(values).Store(segment);
            Vector512.Create(values[16..]).Store(segment + 16);
            return;
        }
        var target = new Span<float>(segment, Width);
        values.CopyTo(target);
        target[values.Length..].Clear();
    }

    /// <summary>Packs the transpose of a row-major matrix (columns, rows): a linear layer's weight as the right-hand factor.</summary>
    public static void PackTransposed(ReadOnlySpan<float> matrix, int rows, int columns, float* panels)
    {
        new Span<float>(panels, checked((int)Size(rows, columns))).Clear();
        // In tiles of a cache line of each column, so that the panel's part of a tile stays in the cache.
        for (var panel = 0; panel < columns; panel += Width)
        {
            for (var row = 0; row < rows; row += TileRows)
            {
                var (count, target) = (Math.Min(TileRows, rows - row), (nint)(panels + (long)panel * rows + row * Width));
                for (var column = panel; column < Math.Min(panel + Width, columns); column++)
                    Scatter(matrix.Slice(column * rows + row, count), (float*)target + column % Width);
            }
        }
    }

    private static void Scatter(ReadOnlySpan<float> values, float* target)
    {
        foreach (var value in values)
        {
            *target = value;
            target += Width;
        }
    }

    /// <summary>Copies rows of a matrix out of their panels, row-major.</summary>
    public static void Unpack(PanelMatrix matrix, int firstRow, int rows, Span<float> target)
    {
        for (var panel = 0; panel < matrix.PanelCount; panel++)
        {
            var width = Math.Min(Width, matrix.Columns - panel * Width);
            for (var row = 0; row < rows; row++)
                new Span<float>(matrix.Panel(panel) + (firstRow + row) * Width, width).CopyTo(target.Slice(row * matrix.Columns + panel * Width));
        }
    }
}
