using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Encoding;

public sealed class TextEncoderTests
{
    private const string Name = "tiny-SGR";

    [Theory]
    [MemberData(nameof(EncoderKinds.OfGoldenCases), MemberType = typeof(EncoderKinds))]
    public void Captions_equal_the_reference(string name, InstructionSet? kind)
    {
        var golden = GoldenCase.Load(name);
        using var encoder = EncoderKinds.Texts(golden.Checkpoint, golden.Config, kind);
        var captions = encoder.Encode(golden.Captions);
        golden.AssertOutput("cap_glo", captions.Globals);
        var padded = new float[golden.Output("cap_emb").Span.Length];
        for (var i = 0; i < captions.Count; i++)
            captions.WordsOf(i).Span.CopyTo(padded.AsSpan(i * padded.Length / captions.Count));
        golden.AssertOutput("cap_emb", padded);
    }

    [Theory]
    [MemberData(nameof(EncoderKinds.OfGoldenCases), MemberType = typeof(EncoderKinds))]
    public void A_batch_equals_its_captions_one_by_one_in_their_order(string name, InstructionSet? kind)
    {
        var golden = GoldenCase.Load(name);
        using var encoder = EncoderKinds.Texts(golden.Checkpoint, golden.Config, kind);
        var captions = RandomCaptions(count: golden.Config.JointSize > 100 ? 40 : 300, golden.Config.VocabularySize);
        var batch = encoder.Encode(captions);
        for (var i = 0; i < captions.Length; i++) AssertAlike(encoder.Encode(captions[i]), batch, i, EncoderKinds.Tolerance(kind));
    }

    [Fact]
    public void A_long_neighbour_changes_nothing()
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new TextEncoder(golden.Checkpoint, golden.Config);
        int[] caption = [1, 7, 2];
        AssertAlike(encoder.Encode(caption), encoder.Encode(caption, new int[200]), 0, tolerance: 0);
    }

    [Fact]
    public void More_different_words_than_are_projected_at_once_change_nothing()
    {
        var config = GoldenCase.Load(Name).Config with { VocabularySize = 8000 };
        using var encoder = new TextEncoder(RandomCheckpoint.Create(config, SimilarityModule.Sgr, seed: 1), config);
        var captions = RandomCaptions(count: 1200, config.VocabularySize);
        Assert.InRange(captions.SelectMany(caption => caption).Distinct().Count(), 5000, 8000);
        var batch = encoder.Encode(captions);
        for (var i = 0; i < captions.Length; i++) AssertAlike(encoder.Encode(captions[i]), batch, i, tolerance: 0);
    }

    [Fact]
    public void Threads_may_encode_at_once()
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new TextEncoder(golden.Checkpoint, golden.Config);
        var expected = encoder.Encode(golden.Captions);
        Parallel.For(0, 32, _ => Close.Assert(expected.Words, encoder.Encode(golden.Captions).Words, 1e-6, "words"));
    }

    [Fact]
    public void No_captions_are_no_captions()
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new TextEncoder(golden.Checkpoint, golden.Config);
        Assert.Equal(0, encoder.Encode().Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(50)]
    public void An_id_outside_the_vocabulary_is_refused(int id)
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new TextEncoder(golden.Checkpoint, golden.Config);
        var error = Assert.Throws<ArgumentException>(() => encoder.Encode([1, 2], [1, id, 2]));
        Assert.Contains($"id {id} at 1, expected 0 to 49", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_caption_is_refused()
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new TextEncoder(golden.Checkpoint, golden.Config);
        var error = Assert.Throws<ArgumentException>(() => encoder.Encode([1, 2], []));
        Assert.Contains("no words at 1", error.Message, StringComparison.Ordinal);
    }

    private static int[][] RandomCaptions(int count, int vocabulary)
    {
        var random = new Random(5);
        int[] Caption() => [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(vocabulary))];
        return [.. Enumerable.Range(0, count).Select(_ => Caption())];
    }

    private static void AssertAlike(EncodedCaptions alone, EncodedCaptions batch, int caption, double tolerance)
    {
        Close.Assert(alone.WordsOf(0).Span, batch.WordsOf(caption).Span, tolerance, $"words of caption {caption}");
        var size = batch.JointSize;
        Close.Assert(alone.Globals.AsSpan(0, size), batch.Globals.AsSpan(caption * size, size), tolerance, $"caption {caption}");
    }
}
