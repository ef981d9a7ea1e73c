using Sgraf.Tests;

namespace Sgraf.Model.Tests;

public sealed class GoldenCaseTests
{
    [Fact]
    public void The_formula_of_the_reference_numbers_yields_the_stored_ones()
    {
        var stored = GoldenCase.Names.Select(name => GoldenCase.Load(name)).Where(golden => golden.WeightsAreStored).ToArray();
        Assert.NotEmpty(stored);
        foreach (var golden in stored)
            foreach (var (tensor, entry) in golden.Generated)
            {
                var expected = tensor == "images" ? golden.Images : golden.Checkpoint[tensor];
                var generated = GoldenGenerator.Create(entry);
                Assert.Equal(expected.Shape, generated.Shape);
                Assert.True(expected.Span.SequenceEqual(generated.Span), $"{golden.Name} {tensor} differs from the formula.");
            }
    }
}
