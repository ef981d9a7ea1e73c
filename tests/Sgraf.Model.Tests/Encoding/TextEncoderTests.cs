using Sgraf.Model.Encoding;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Encoding;

public sealed class TextEncoderTests
{
    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Captions_equal_the_reference(string name)
    {
        var golden = GoldenCase.Load(name);
        using var encoder = new TextEncoder(golden.Checkpoint, golden.Config);
        var captions = encoder.Encode(golden.Captions);
        golden.AssertOutput("cap_glo", captions.Globals);
        var padded = new float[golden.Output("cap_emb").Span.Length];
        for (var i = 0; i < captions.Count; i++)
            captions.WordsOf(i).Span.CopyTo(padded.AsSpan(i * padded.Length / captions.Count));
        golden.AssertOutput("cap_emb", padded);
    }
}
