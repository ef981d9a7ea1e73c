using Sgraf.Model.Bundles;

namespace Sgraf.Model.Tests.Bundles;

public sealed class SeededValuesTests
{
    [Fact]
    public void Values_are_those_of_the_reference_numbers()
    {
        var golden = Sgraf.Tests.GoldenCase.Load("tiny-SGR");
        foreach (var (name, entry) in golden.Generated.Where(entry => entry.Key is "img_enc.fc.weight" or "txt_enc.cap_rnn.weight_ih_l0"))
        {
            var values = new float[golden.Checkpoint[name].Values.Length];
            new SeededValues(
                entry.GetProperty("key").GetString()!, entry.GetProperty("offset").GetDouble(), entry.GetProperty("radius").GetDouble()).Fill(values);
            Assert.Equal(golden.Checkpoint[name].Values.ToArray(), values);
        }
    }

    [Fact]
    public void Values_stay_within_their_range_and_begin_alike_however_many_are_asked_for()
    {
        var few = new float[10];
        var many = new float[10_000];
        new SeededValues("a", 0.5, 0.5).Fill(few);
        new SeededValues("a", 0.5, 0.5).Fill(many);
        Assert.Equal(few, many[..10]);
        Assert.InRange(many.Min(), 0, 0.01f);
        Assert.InRange(many.Max(), 0.99f, 0.99999994f);
        Assert.InRange(many.Average(), 0.49, 0.51);
    }
}
