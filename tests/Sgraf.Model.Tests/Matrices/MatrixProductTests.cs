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
