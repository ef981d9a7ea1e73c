using Sgraf.Tests;

namespace Sgraf.Model.Tests;

public sealed class GoldenCaseTests
{
    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void The_formula_of_the_reference_numbers_yields_the_stored_ones(string name)
    {
        var golden = GoldenCase.Load(name);
        if (!golden.Document.GetProperty("weights_stored").GetBoolean()) Assert.Skip("This case has no stored weights.");
        foreach (var entry in golden.Document.GetProperty("generator").EnumerateArray())
        {
            var tensor = entry.GetProperty("name").GetString()!;
            var stored = tensor == "images" ? golden.Images : golden.Checkpoint[tensor];
            var generated = GoldenGenerator.Create(entry);
            Assert.Equal(stored.Shape, generated.Shape);
            Assert.True(stored.Span.SequenceEqual(generated.Span), $"{name} {tensor} differs from the formula.");
        }
    }
}
