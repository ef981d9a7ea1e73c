using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Scoring;

/// <summary>The images and captions of a golden case, encoded and laid out.</summary>
internal sealed class GoldenPairs : IDisposable
{
    public GoldenPairs(GoldenCase golden)
    {
        using var imageEncoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        using var textEncoder = new TextEncoder(golden.Checkpoint, golden.Config);
        Images = new PackedImages(imageEncoder.Encode(golden.Images.Values, [.. golden.Images.Shape]));
        Captions = new PackedCaptions(textEncoder.Encode(golden.Captions));
    }

    public PackedImages Images { get; }

    public PackedCaptions Captions { get; }

    public float[] Score(FusedScorer scorer)
    {
        var scores = new float[Images.Count * Captions.Count];
        scorer.Score(Images, Captions, scores);
        return scores;
    }

    public void Dispose()
    {
        Images.Dispose();
        Captions.Dispose();
    }
}
