using System.Runtime.Intrinsics;

namespace Sgraf.Model.Matrices;

/// <summary>Work on single rows of matrices in panels.</summary>
/// <remarks>
/// Written over 16 lanes on every machine (two or four narrower registers where there are no wide ones), so that sums are added
/// up in the same order everywhere.
/// </remarks>
internal static unsafe class RowMath
{
    /// <summary>Added to a norm before dividing by it, as the official code does.</summary>
    public const float Epsilon = 1e-8f;

    private const int Lanes = 16;

    /// <summary>target = source / (|source| + 1e-8), for one row.</summary>
    /// <returns>|source|</returns>
    public static float Normalize(PanelMatrix source, int sourceRow, PanelMatrix target, int targetRow)
    {
        var length = MathF.Sqrt(Dot(source, sourceRow, source, sourceRow));
        var scale = Vector512.Create(1 / (length + Epsilon));
        for (var panel = 0; panel < source.PanelCount; panel++)
        {
            var from = source.Panel(panel) + sourceRow * Panels.Width;
            var to = target.Panel(panel) + targetRow * Panels.Width;
            (Vector512.Load(from) * scale).Store(to);
            (Vector512.Load(from + Lanes) * scale).Store(to + Lanes);
        }
        return length;
    }

    /// <summary>The same for the first rows of a matrix, in place, panel by panel: in the order of memory.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="rows">How many of them.</param>
    /// <param name="sums">Working memory, (rows, 32).</param>
    public static void NormalizeAll(PanelMatrix matrix, int rows, PanelMatrix sums)
    {
        for (var row = 0; row < rows; row++)
            Clear(sums, row);
        for (var panel = 0; panel < matrix.PanelCount; panel++)
            AddSquares(matrix.Panel(panel), sums.Row(0), rows * Panels.Width);
        for (var row = 0; row < rows; row++)
        {
            var sum = Vector512.Sum(Vector512.Load(sums.Row(row)) + Vector512.Load(sums.Row(row) + Lanes));
            *sums.Row(row) = MathF.Sqrt(sum) + Epsilon;
        }
        for (var panel = 0; panel < matrix.PanelCount; panel++)
        {
            for (var row = 0; row < rows; row++)
                Divide(matrix.Panel(panel) + row * Panels.Width, *sums.Row(row));
        }
    }

    /// <summary>The inner product of two rows of equally many columns.</summary>
    public static float Dot(PanelMatrix left, int leftRow, PanelMatrix right, int rightRow)
    {
        Vector512<float> sum0 = default, sum1 = default;
        for (var panel = 0; panel < left.PanelCount; panel++)
        {
            var l = left.Panel(panel) + leftRow * Panels.Width;
            var r = right.Panel(panel) + rightRow * Panels.Width;
            sum0 = Vector512.MultiplyAddEstimate(Vector512.Load(l), Vector512.Load(r), sum0);
            sum1 = Vector512.MultiplyAddEstimate(Vector512.Load(l + Lanes), Vector512.Load(r + Lanes), sum1);
        }
        return Vector512.Sum(sum0 + sum1);
    }

    /// <summary>target = source, for one row.</summary>
    public static void Copy(PanelMatrix source, int sourceRow, PanelMatrix target, int targetRow)
    {
        for (var panel = 0; panel < source.PanelCount; panel++)
            Segment(source, panel, sourceRow).CopyTo(Segment(target, panel, targetRow));
    }

    /// <summary>target = 0, for one row.</summary>
    public static void Clear(PanelMatrix target, int row)
    {
        for (var panel = 0; panel < target.PanelCount; panel++)
            Segment(target, panel, row).Clear();
    }

    /// <summary>target = the weighted sum of the first rows, one weight a row.</summary>
    public static void AddUp(PanelMatrix source, ReadOnlySpan<float> weights, PanelMatrix target, int targetRow)
    {
        for (var panel = 0; panel < source.PanelCount; panel++)
        {
            Vector512<float> sum0 = default, sum1 = default;
            var segment = source.Panel(panel);
            foreach (var weight in weights)
            {
                var factor = Vector512.Create(weight);
                sum0 = Vector512.MultiplyAddEstimate(Vector512.Load(segment), factor, sum0);
                sum1 = Vector512.MultiplyAddEstimate(Vector512.Load(segment + Lanes), factor, sum1);
                segment += Panels.Width;
            }
            sum0.Store(target.Panel(panel) + targetRow * Panels.Width);
            sum1.Store(target.Panel(panel) + targetRow * Panels.Width + Lanes);
        }
    }

    /// <summary>Every value below zero becomes zero, in the first rows.</summary>
    public static void Rectify(PanelMatrix matrix, int rows)
    {
        for (var panel = 0; panel < matrix.PanelCount; panel++)
        {
            var end = matrix.Panel(panel) + rows * Panels.Width;
            for (var value = matrix.Panel(panel); value < end; value += Lanes)
                Vector512.Max(Vector512.Load(value), default).Store(value);
        }
    }

    /// <summary>Softmax over the columns of each of the first rows.</summary>
    public static void Softmax(PanelMatrix matrix, int rows)
    {
        var padding = Panels.Width * matrix.PanelCount - matrix.Columns;
        for (var row = 0; row < rows; row++)
        {
            // Padding takes no part: its exponential is zero.
            new Span<float>(matrix.At(row, matrix.Columns), padding).Fill(float.NegativeInfinity);
            SoftmaxRow(matrix, row);
        }
    }

    private static void SoftmaxRow(PanelMatrix matrix, int row)
    {
        var largest = Vector512.Create(float.NegativeInfinity);
        for (var panel = 0; panel < matrix.PanelCount; panel++)
        {
            var segment = matrix.Panel(panel) + row * Panels.Width;
            largest = Vector512.Max(largest, Vector512.Max(Vector512.Load(segment), Vector512.Load(segment + Lanes)));
        }
        var shift = Vector512.Create(Largest(largest));

        Vector512<float> sum = default;
        for (var panel = 0; panel < matrix.PanelCount; panel++)
        {
            var segment = matrix.Panel(panel) + row * Panels.Width;
            for (var lane = 0; lane < Panels.Width; lane += Lanes)
            {
                var exponential = Exponential.Of(Vector512.Load(segment + lane) - shift);
                exponential.Store(segment + lane);
                sum += exponential;
            }
        }

        var scale = Vector512.Create(1 / Vector512.Sum(sum));
        for (var panel = 0; panel < matrix.PanelCount; panel++)
        {
            var segment = matrix.Panel(panel) + row * Panels.Width;
            (Vector512.Load(segment) * scale).Store(segment);
            (Vector512.Load(segment + Lanes) * scale).Store(segment + Lanes);
        }
    }

    private static float Largest(Vector512<float> vector)
    {
        var half = Vector256.Max(vector.GetLower(), vector.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return MathF.Max(MathF.Max(quarter[0], quarter[1]), MathF.Max(quarter[2], quarter[3]));
    }

    private static Span<float> Segment(PanelMatrix matrix, int panel, int row) =>
        new(matrix.Panel(panel) + row * Panels.Width, Panels.Width);

    private static void AddSquares(float* values, float* sums, int count)
    {
        for (var place = 0; place < count; place += Lanes)
        {
            var value = Vector512.Load(values + place);
            Vector512.MultiplyAddEstimate(value, value, Vector512.Load(sums + place)).Store(sums + place);
        }
    }

    private static void Divide(float* segment, float length)
    {
        var divisor = Vector512.Create(length);
        (Vector512.Load(segment) / divisor).Store(segment);
        (Vector512.Load(segment + Lanes) / divisor).Store(segment + Lanes);
    }
}
