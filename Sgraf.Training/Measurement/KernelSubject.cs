using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;
using Sgraf.Training.Data;

namespace Sgraf.Training.Measurement;

/// <summary>Images and captions of a split, encoded and packed, to be scored by the networks of a bundle.</summary>
internal sealed class KernelSubject : IDisposable
{
    private readonly List<(FusedScorer Scorer, PackedImages Images, PackedCaptions Captions)> _modules = [];
    private readonly float[] _scores;

    /// <param name="bundle">The model.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="split">The split.</param>
    public KernelSubject(Bundle bundle, string folder, string split)
    {
        using var data = DataSplit.Open(folder, split, new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath)));
        var size = data.RegionCount * data.FeatureSize;
        var features = new float[data.ImageCount * size];
        for (var image = 0; image < data.ImageCount; image++) data.CopyFeatures(image, features.AsSpan(image * size, size));
        foreach (var module in bundle.Manifest.Modules.Parts())
        {
            using var images = new ImageEncoder(bundle[module], bundle.Config);
            using var texts = new TextEncoder(bundle[module], bundle.Config);
            _modules.Add((
                new FusedScorer(bundle[module], bundle.Config, module),
                new PackedImages(images.Encode(features, data.ImageCount, data.RegionCount, data.FeatureSize)),
                new PackedCaptions(texts.Encode(data.Captions))));
        }
        _scores = new float[data.ImageCount * data.Captions.Count];
    }

    /// <summary>Scores all pairs by every network.</summary>
    public void Score(CancellationToken cancellation)
    {
        foreach (var (scorer, images, captions) in _modules) scorer.Score(images, captions, _scores, cancellation: cancellation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (scorer, images, captions) in _modules)
        {
            scorer.Dispose();
            images.Dispose();
            captions.Dispose();
        }
    }
}
