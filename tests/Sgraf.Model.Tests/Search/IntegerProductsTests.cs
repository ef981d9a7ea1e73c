using Sgraf.Model.Matrices;
using Sgraf.Model.Search;
using Sgraf.Model.Tests.Scoring;

namespace Sgraf.Model.Tests.Search;

public sealed class IntegerProductsTests
{
    public static TheoryData<InstructionSet> InstructionSets => [.. Enum.GetValues<InstructionSet>()];

    [Theory, MemberData(nameof(InstructionSets))]
    public void Products_are_exact_on_every_instruction_set(InstructionSet instructions)
    {
        var random = new Random(1);
        foreach (var length in new[] { 64, 128, 192, 1024 })
        {
            var rows = new sbyte[7 * length];
            var query = new short[length];
            foreach (ref var value in rows.AsSpan()) value = (sbyte)random.Next(-127, 128);
            foreach (ref var value in query.AsSpan()) value = (short)random.Next(-16000, 16000);
            AssertExact(instructions, rows, query);
        }
    }

    [Theory, MemberData(nameof(InstructionSets))]
    public void The_largest_values_do_not_overflow(InstructionSet instructions)
    {
        const int Length = 32768;    // the two global vectors of the largest network
        float[] ones = [.. Enumerable.Repeat(1f, Length)];
        var query = QuantizedVectors.QuantizeQuery(ones);
        AssertExact(instructions, [.. Enumerable.Repeat(sbyte.MaxValue, Length)], query);
        AssertExact(instructions, [.. Enumerable.Repeat((sbyte)-sbyte.MaxValue, Length)], query);
    }

    private static unsafe void AssertExact(InstructionSet instructions, sbyte[] rows, short[] query)
    {
        FusedScorerTests.Require(instructions);
        var products = new int[rows.Length / query.Length];
        fixed (sbyte* row = rows)
        fixed (short* values = query)
            IntegerProducts.Multiply(instructions, row, values, query.Length, products);
        var expected = rows.Chunk(query.Length).Select(row => row.Zip(query, (left, right) => (long)left * right).Sum());
        Assert.Equal(expected, products.Select(product => (long)product));
    }
}
