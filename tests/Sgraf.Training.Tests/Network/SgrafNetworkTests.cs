using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

public sealed class SgrafNetworkTests
{
    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Weights_have_the_published_names_and_shapes(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: false);
        var saved = batch.Network.ToCheckpoint(golden.Module);
        var schema = new CheckpointSchema(golden.Config, golden.Module);
        Assert.Equal(schema.Shapes.Keys.Order(StringComparer.Ordinal), saved.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (tensor, values) in saved.Tensors)
        {
            Assert.Equal(schema.Shapes[tensor], values.Shape);
            Assert.True(golden.Checkpoint[tensor].Span.SequenceEqual(values.Span), $"{tensor} changed on the way.");
        }
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Encodings_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: false);
        using var untracked = no_grad();
        var encoded = batch.Encode();
        var regions = Floats(encoded.Regions);
        golden.AssertOutput("img_emb", regions.AsSpan(0, golden.Output("img_emb").Values.Length));    // full cases keep two images
        golden.AssertOutput("cap_emb", Floats(encoded.Words));
        golden.AssertOutput("img_glo", Floats(encoded.Images));
        golden.AssertOutput("cap_glo", Floats(encoded.Captions));
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Scores_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var batch = new GoldenBatch(golden, training: false);
        using var untracked = no_grad();
        golden.AssertOutput("scores", Floats(batch.Network.Score(batch.Encode(), golden.Module)));
    }

    private static float[] Floats(Tensor tensor) => NetworkWeights.Read(tensor).Values.ToArray();
}
