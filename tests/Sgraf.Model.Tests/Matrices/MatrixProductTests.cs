using Sgraf.Model.Scoring;
using Sgraf.Model.Matrices;
using Sgraf.Model.Tests.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Matrices;

public sealed class MatrixProductTests
{
    [Fact]
    public void Avx512_products_are_sums_of_products() => AssertProducts<Avx512Kernel>(InstructionSet.Avx512);

    [Fact]
    public void Avx2_products_are_sums_of_products() => AssertProducts<Avx2Kernel>(InstructionSet.Avx2);

    [Fact]
    public void Portable_products_are_sums_of_products() => AssertProducts<PortableKernel>(InstructionSet.Portable);

    [Fact]
    public void An_avx512_row_alone_is_bitwise_that_of_a_batch() => AssertRow<Avx512Kernel>(InstructionSet.Avx512);

    [Fact]
    public void An_avx2_row_alone_is_bitwise_that_of_a_batch() => AssertRow<Avx2Kernel>(InstructionSet.Avx2);

    [Fact]
    public void A_portable_row_alone_is_bitwise_that_of_a_batch() => AssertRow<PortableKernel>(InstructionSet.Portable);

    [Fact]
    public void Avx512_inner_products_are_those_of_every_pair_of_rows() => AssertInnerProducts<Avx512Kernel>(InstructionSet.Avx512);

    [Fact]
    public void Avx2_inner_products_are_those_of_every_pair_of_rows() => AssertInnerProducts<Avx2Kernel>(InstructionSet.Avx2);

    [Fact]
    public void Portable_inner_products_are_those_of_every_pair_of_rows() => AssertInnerProducts<PortableKernel>(InstructionSet.Portable);

    [Fact]
    public void Avx512_panels_give_products_and_their_squares() => AssertPanels<Avx512Kernel>(InstructionSet.Avx512);

    [Fact]
    public void Avx2_panels_give_products_and_their_squares() => AssertPanels<Avx2Kernel>(InstructionSet.Avx2);

    [Fact]
    public void Portable_panels_give_products_and_their_squares() => AssertPanels<PortableKernel>(InstructionSet.Portable);

    private static void AssertPanels<TKernel>(InstructionSet instructions)
        where TKernel : struct, IMatrixKernel
    {
        FusedScorerTests.Require(instructions);
        foreach (var (rows, depth) in ((int, int)[])[(1, 1), (12, 36), (14, 256), (31, 300), (32, 1024)])
        {
            var random = new Random(rows);
            var (left, start) = (Values(random, rows * depth), Values(random, Panels.Width));
            float[] right = [.. Values(random, depth * Panels.Width).Select(value => value / MathF.Sqrt(depth))];
            var expected = new float[rows * Panels.Width];
            for (var value = 0; value < expected.Length; value++)
            {
                var (row, column) = Math.DivRem(value, Panels.Width);
                expected[value] = (float)(start[column] + Enumerable.Range(0, depth).Sum(k => (double)left[row * depth + k] * right[k * Panels.Width + column]));
            }
            var (products, squares) = MultiplyPanel<TKernel, AsStored>(left, rows, depth, right, start, rows);
            Close.Assert(expected, products, 1e-5, $"{rows} x {depth}");
            // The squares are added to the row's number, which is there before.
            Close.Assert(
                [.. products.Chunk(Panels.Width).Select((values, row) => (float)(row + values.Sum(value => (double)value * value)))], squares, 1e-5, "squares");
            Close.Assert(expected, MultiplyPanel<TKernel, Transposed>(Transpose(left, rows, depth), depth, rows, right, start, rows).Products, 1e-5, "transposed");
        }
    }

    /// <summary>The products of a matrix, as it is or transposed, with one panel, and the sum of each row's squares.</summary>
    private static unsafe (float[] Products, float[] Squares) MultiplyPanel<TKernel, TLayout>(
        float[] left, int leftRows, int leftColumns, float[] right, float[] start, int rows)
        where TKernel : struct, IMatrixKernel
        where TLayout : struct, ILeftLayout
    {
        using PanelBuffer leftBuffer = new(leftColumns), rightBuffer = new(Panels.Width), productBuffer = new(Panels.Width);
        var depth = right.Length / Panels.Width;
        var (a, b, c) = (leftBuffer.Take(leftRows), rightBuffer.Take(depth), productBuffer.Take(rows));
        Panels.Pack(left, leftRows, leftColumns, a.Row(0));
        Panels.Pack(right, depth, Panels.Width, b.Row(0));
        using var sums = new AlignedBuffer(rows * IMatrixKernel.SquareSums);
        for (var sum = 0; sum < rows * IMatrixKernel.SquareSums; sum++)
            sums.Pointer[sum] = (float)(sum / IMatrixKernel.SquareSums) / IMatrixKernel.SquareSums;
        fixed (float* from = start)
        {
            MatrixProduct<TKernel>.MultiplyPanel<TLayout>(
                a.Row(0), typeof(TLayout) == typeof(AsStored) ? a.PanelStride : Panels.Width * Panels.Width, depth, b.Row(0), from, 0, c.Row(0), rows, sums.Pointer);
        }
        var squares = new ReadOnlySpan<float>(sums.Pointer, rows * IMatrixKernel.SquareSums).ToArray().Chunk(IMatrixKernel.SquareSums);
        return (PairTrace.Copy(c, rows), [.. squares.Select(row => row.Sum())]);
    }

    private static void AssertInnerProducts<TKernel>(InstructionSet instructions)
        where TKernel : struct, IMatrixKernel
    {
        FusedScorerTests.Require(instructions);
        foreach (var (rows, columns, depth) in ((int, int, int)[])[(1, 1, 1), (2, 3, 31), (5, 4, 32), (6, 13, 100), (7, 33, 64), (13, 13, 256), (36, 12, 1024)])
        {
            var random = new Random(rows);
            var (left, right) = (Values(random, rows * depth), Values(random, columns * depth));
            var products = InnerProducts<TKernel>(left, rows, right, columns, depth);
            for (var pair = 0; pair < rows * columns; pair++)
            {
                var (l, r) = (left.AsSpan(pair / columns * depth, depth).ToArray(), right.AsSpan(pair % columns * depth, depth).ToArray());
                Assert.Equal(l.Zip(r, (a, b) => (double)a * b).Sum(), products[pair], 1e-5 * Math.Sqrt(depth));
                // Bitwise the same alone: neither the tile nor the border changes a value.
                Assert.Equal(InnerProducts<TKernel>(l, 1, r, 1, depth)[0], products[pair]);
            }
        }
    }

    /// <summary>(rows, columns); what lies past the last column is checked to be numbers.</summary>
    private static unsafe float[] InnerProducts<TKernel>(float[] left, int rows, float[] right, int columns, int depth)
        where TKernel : struct, IMatrixKernel
    {
        using PanelBuffer leftBuffer = new(depth), rightBuffer = new(depth), productBuffer = new(columns);
        var (a, b, c) = (leftBuffer.Take(rows), rightBuffer.Take(columns), productBuffer.Take(rows));
        Panels.Pack(left, rows, depth, a.Row(0));
        Panels.Pack(right, columns, depth, b.Row(0));
        new Span<float>(c.Row(0), (int)Panels.Size(rows, columns)).Fill(float.NaN);
        MatrixProduct<TKernel>.MultiplyTransposed(a, rows, b, columns, c);
        Assert.DoesNotContain(float.NaN, new Span<float>(c.Row(0), (int)Panels.Size(rows, columns)).ToArray());
        return PairTrace.Copy(c, rows);
    }

    private static void AssertRow<TKernel>(InstructionSet instructions)
        where TKernel : struct, IMatrixKernel
    {
        FusedScorerTests.Require(instructions);
        foreach (var (depth, columns) in ((int, int)[])[(1, 1), (33, 96), (256, 97), (600, 200), (1024, 224)])
            Assert.Equal(FirstRow<TKernel>(5, depth, columns), FirstRow<TKernel>(1, depth, columns));
    }

    /// <summary>The first row of a product of so many rows; the rows before are the same whatever their number.</summary>
    private static unsafe float[] FirstRow<TKernel>(int rows, int depth, int columns)
        where TKernel : struct, IMatrixKernel
    {
        var random = new Random(depth);
        using var layer = new PackedLinear(Values(random, depth * columns), Values(random, columns), depth, columns);
        using var a = new PanelBuffer(depth);
        using var c = new PanelBuffer(columns);
        var (left, product) = (a.Take(rows), c.Take(rows));
        Panels.Pack(Values(random, rows * depth), rows, depth, left.Row(0));
        MatrixProduct<TKernel>.Multiply(left, layer.Weight, layer.Bias, product, rows);
        return PairTrace.Copy(product, 1);
    }

    private static void AssertProducts<TKernel>(InstructionSet instructions)
        where TKernel : struct, IMatrixKernel
    {
        FusedScorerTests.Require(instructions);
        for (var rows = 1; rows <= 30; rows++)
            AssertProduct<TKernel>(rows, depth: 3 * rows + 1, columns: 2 * rows + 3);
        AssertProduct<TKernel>(rows: 100, depth: 32, columns: 64);
        AssertProduct<TKernel>(rows: 5, depth: 1, columns: 1);
    }

    private static unsafe void AssertProduct<TKernel>(int rows, int depth, int columns)
        where TKernel : struct, IMatrixKernel
    {
        var random = new Random(rows);
        var left = Values(random, rows * depth);
        var right = Values(random, depth * columns);
        var bias = Values(random, columns);
        using var a = new PanelBuffer(depth);
        using var c = new PanelBuffer(columns);
        using var layer = new PackedLinear(Transpose(right, depth, columns), bias, depth, columns);
        var leftPanels = a.Take(rows);
        Panels.Pack(left, rows, depth, leftPanels.Row(0));
        var product = c.Take(rows);
        MatrixProduct<TKernel>.Multiply(leftPanels, layer.Weight, layer.Bias, product, rows);

        var expected = new float[rows * columns];
        for (var value = 0; value < expected.Length; value++)
        {
            var (row, column) = Math.DivRem(value, columns);
            expected[value] = (float)(bias[column] + Enumerable.Range(0, depth).Sum(k => (double)left[row * depth + k] * right[k * columns + column]));
        }
        Close.Assert(expected, PairTrace.Copy(product, rows), 1e-5, $"{rows} x {depth} x {columns}");
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];

    private static float[] Transpose(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(value => matrix[value % rows * columns + value / rows])];
}
