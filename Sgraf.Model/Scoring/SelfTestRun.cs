using Sgraf.Model.Bundles;
using Sgraf.Model.Text;

namespace Sgraf.Model.Scoring;

/// <summary>Records the self-test of a bundle before it is written, and repeats it wherever the bundle is loaded.</summary>
/// <remarks>The way of a real query without its picture: words to ids, both encoders and the scorer of every network.</remarks>
public static class SelfTestRun
{
    private const int Choices = 8, Words = 10;

    /// <summary>The bundle with a self-test for the weights and words that it has now.</summary>
    /// <remarks>
    /// Of 8 images and 8 captions the pair is taken whose scores lie farthest from 0 and 1: near these a score says little of
    /// the weights behind it.
    /// </remarks>
    public static Bundle Record(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var vocabulary = Vocabulary.Load(bundle.VocabularyPath);
        var captions = Enumerable.Range(0, Choices).Select(choice => MakeCaption(vocabulary, choice)).ToArray();
        var features = Enumerable.Range(0, Choices).Select(choice => new SeededValues($"self-test/image/{choice}", 0.25, 1)).ToArray();
        using var networks = new BundleNetworks(bundle);
        var scores = Score(bundle, networks, vocabulary, features, captions);
        var pair = Enumerable.Range(0, Choices * Choices).MaxBy(pair => scores.Values.Min(module => module[pair] * (1 - module[pair])));
        var test = new SelfTest
        {
            Caption = captions[pair % Choices],
            Features = features[pair / Choices],
            Scores = scores.ToDictionary(module => module.Key, module => module.Value[pair]),
        };
        return bundle with { Manifest = bundle.Manifest with { SelfTest = test } };
    }

    /// <summary>Repeats the self-test on networks that stand.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="networks">Its networks.</param>
    /// <returns>Null where the bundle has no self-test.</returns>
    public static SelfTestResult? Repeat(Bundle bundle, BundleNetworks networks)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(networks);
        if (bundle.Manifest.SelfTest is not { } test)
            return null;
        var scores = Score(bundle, networks, Vocabulary.Load(bundle.VocabularyPath), [test.Features], [test.Caption]);
        return new SelfTestResult(test, scores.ToDictionary(module => module.Key, module => module.Value[0]));
    }

    /// <summary>Words drawn from the vocabulary; those with marks stay out, so that the text reads as one sentence.</summary>
    private static string MakeCaption(Vocabulary vocabulary, int choice)
    {
        var words = vocabulary.Words.Skip(Vocabulary.Unknown + 1).Where(word => word.All(char.IsAsciiLetterOrDigit)).ToArray();
        var draws = new float[Words];
        new SeededValues($"self-test/caption/{choice}", 0.5, 0.5).Fill(draws);
        return string.Join(' ', draws.Take(words.Length).Select(draw => words[(int)(draw * (double)words.Length)]));
    }

    /// <returns>Of each network the scores, (B, C).</returns>
    private static Dictionary<SimilarityModule, float[]> Score(
        Bundle bundle, BundleNetworks networks, Vocabulary vocabulary, SeededValues[] features, string[] captions)
    {
        var size = bundle.Config.RegionCount * bundle.Config.FeatureSize;
        var values = new float[features.Length * size];
        for (var image = 0; image < features.Length; image++)
            features[image].Fill(values.AsSpan(image * size, size));
        var images = networks.EncodeImages(values);
        var texts = networks.EncodeCaptions(Array.ConvertAll(captions, new CaptionIndexer(vocabulary).Encode));
        return networks.Modules.ToDictionary(module => module, module =>
        {
            using var packedImages = new PackedImages(images[module]);
            using var packedCaptions = new PackedCaptions(texts[module]);
            var scores = new float[features.Length * captions.Length];
            networks.Scorers[module].Score(packedImages, packedCaptions, scores);
            return scores;
        });
    }
}
