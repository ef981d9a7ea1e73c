using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Graphs;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Graphs;

public sealed class TextEncoderGraphTests
{
    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Words_past_the_length_are_zero_whatever_stands_there(string name)
    {
        var golden = GoldenCase.Load(name);
        using var session = new InferenceSession(TextEncoderGraph.Build(golden.Checkpoint, golden.Config));
        long[] captions = [1, 1, 5, 2, 2, 9];   // (L, C): 1 5 2 and 1 2, whose last place holds a word that is not its own
        int[] counts = [3, 2];
        using var ids = OrtValue.CreateTensorValueFromMemory(captions, [3, 2]);
        using var lengths = OrtValue.CreateTensorValueFromMemory(counts, [2]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["ids", "lengths"], [ids, lengths], ["words"]);
        var words = outputs[0].GetTensorDataAsSpan<float>();
        var size = golden.Config.JointSize;
        Assert.True(words.Slice(4 * size, size).ContainsAnyExcept(0f));
        Assert.False(words.Slice(5 * size, size).ContainsAnyExcept(0f));
    }
}
