using Sgraf.Training.Commands;
using Sgraf.Training.Distillation;

namespace Sgraf.Training.Tests.Commands;

public sealed class DistillTextTests
{
    [Theory]
    [InlineData("globals", null, "no projection audits better than the global vectors, so the bundle has none")]
    [InlineData("globals", "present", "no projection audits better than the global vectors, so the bundle has none")]
    [InlineData("globals", "dual", "no projection audits better than the global vectors, so the bundle has none, and its dual encoder is gone")]
    [InlineData("present", "present", "the bundle's own projections audit best and stay")]
    [InlineData("dual", "dual", "the bundle's dual encoder audits best and stays")]
    [InlineData("distilled", "present", "the distilled projections audit best and are stored")]
    [InlineData("distilled", "dual", "the distilled projections audit best and are stored in place of the dual encoder")]
    public void The_verdict_says_what_became_of_the_shortlist_that_was_there(string kept, string? former, string verdict)
    {
        string[] names = former is null ? ["globals", "distilled"] : ["globals", former, "distilled"];
        using var output = new StringWriter { NewLine = "\n" };
        DistillText.Write(output, new DistillReport("model", kept, Array.ConvertAll(names, name => new DistilledShortlist(name, 8, 0.5, [])), 10, 50, 1.5));
        Assert.EndsWith($"\nmodel: {verdict}; 10 images, 50 captions, 1.5 s\n", output.ToString());
    }
}
