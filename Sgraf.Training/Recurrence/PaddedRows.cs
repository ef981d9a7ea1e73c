using System.Numerics.Tensors;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Recurrence;

/// <summary>Rows of words between captions padded to the longest and the order in which a layer reads them.</summary>
internal static unsafe class PaddedRows
{
    /// <summary>Brings rows into the order of reading.</summary>
    /// <param name="order">The words.</param>
    /// <param name="reverse">Whether captions are read from their end.</param>
    /// <param name="padded">(C L, stride)</param>
    /// <param name="rows">(words, columns)</param>
    /// <param name="stride">Values of a padded row; the columns of <paramref name="rows"/> when 0.</param>
    /// <param name="first">The first of the values that are taken.</param>
    public static void Read(WordOrder order, bool reverse, ReadOnlySpan<float> padded, PanelMatrix rows, int stride = 0, int first = 0)
    {
        if (stride == 0) stride = rows.Columns;
        for (var word = 0; word < order.WordCount; word++)
            Panels.PackRow(padded.Slice(order.PaddedRow(word, reverse) * stride + first, rows.Columns), rows, word);
    }

    /// <summary>Brings rows back; what is past a caption's end stays.</summary>
    /// <param name="order">The words.</param>
    /// <param name="reverse">Whether captions are read from their end.</param>
    /// <param name="rows">(words, columns)</param>
    /// <param name="padded">(C L, stride)</param>
    /// <param name="stride">Values of a padded row.</param>
    /// <param name="first">Where the values go in it.</param>
    public static void Write(WordOrder order, bool reverse, PanelMatrix rows, Span<float> padded, int stride, int first)
    {
        for (var word = 0; word < order.WordCount; word++)
            Panels.Unpack(rows, word, 1, padded.Slice(order.PaddedRow(word, reverse) * stride + first, rows.Columns));
    }

    /// <summary>Adds rows to those that are there.</summary>
    /// <param name="order">The words.</param>
    /// <param name="reverse">Whether captions are read from their end.</param>
    /// <param name="rows">(words, columns)</param>
    /// <param name="padded">(C L, columns)</param>
    public static void Add(WordOrder order, bool reverse, PanelMatrix rows, Span<float> padded)
    {
        for (var word = 0; word < order.WordCount; word++)
        {
            var values = padded.Slice(order.PaddedRow(word, reverse) * rows.Columns, rows.Columns);
            for (var panel = 0; panel < rows.PanelCount; panel++)
            {
                var part = values[(panel * Panels.Width)..Math.Min((panel + 1) * Panels.Width, values.Length)];
                TensorPrimitives.Add(part, new ReadOnlySpan<float>(rows.Panel(panel) + word * Panels.Width, part.Length), part);
            }
        }
    }
}
