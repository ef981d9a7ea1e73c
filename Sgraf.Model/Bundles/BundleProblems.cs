using System.Text.Json;

namespace Sgraf.Model.Bundles;

/// <summary>What keeps the parts of a bundle from belonging together, one line each.</summary>
internal static class BundleProblems
{
    internal static IEnumerable<string> OfManifest(BundleManifest manifest)
    {
        foreach (var problem in NetworkSizes.RangeProblems(manifest.Config))
            yield return $"{BundleFiles.Manifest}: {problem}";
        if (manifest.Modules is not (SimilarityModule.Sgr or SimilarityModule.Saf or SimilarityModule.Sgraf))
            yield return $"{BundleFiles.Manifest}: expected modules sgr, saf or sgraf, found {manifest.Modules}";
        if (string.IsNullOrWhiteSpace(manifest.DetectorId))
            yield return $"{BundleFiles.Manifest}: expected a detectorId, found none";
        if (manifest.Preprocessing.Tokenizer != Preprocessing.OnlyTokenizer)
            yield return $"{BundleFiles.Manifest}: expected the tokenizer {Preprocessing.OnlyTokenizer}, found {manifest.Preprocessing.Tokenizer}";
        if (manifest.Preprocessing.Features != Preprocessing.OnlyFeatures)
            yield return $"{BundleFiles.Manifest}: expected {Preprocessing.OnlyFeatures} features, found {manifest.Preprocessing.Features}";
        if (manifest.SelfTest is { } test)
        {
            foreach (var problem in OfSelfTest(test, manifest.Modules))
                yield return $"{BundleFiles.Manifest}: selfTest: {problem}";
        }
    }

    /// <summary>Counts the words only; whether the file is a sound vocabulary is the text's to say.</summary>
    internal static IEnumerable<string> OfVocabulary(ModelConfig config, string path)
    {
        string found;
        try
        {
            using var vocabulary = JsonDocument.Parse(File.ReadAllBytes(path));
            var words = vocabulary.RootElement.GetProperty("word2idx").GetPropertyCount();
            if (words == config.VocabularySize)
                yield break;
            found = words.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (FileNotFoundException)
        {
            found = "no such file";
        }
        catch (Exception failure) when (failure
            is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            found = failure.Message;
        }
        yield return $"{BundleFiles.Vocabulary}: expected {config.VocabularySize} words, found {found}";
    }

    internal static IEnumerable<string> OfCheckpoint(ModelConfig config, SimilarityModule module, Checkpoint checkpoint) =>
        CheckpointProblems.Of(new CheckpointSchema(config, module), checkpoint)
            .Select(problem => $"{BundleFiles.OfModule(module)}: {problem}");

    /// <summary>Whether a shortlist is by encoders of its own, under the names of a network's; else by projections.</summary>
    internal static bool IsDual(IReadOnlyDictionary<string, WeightTensor> shortlist) => shortlist.Keys.Any(CheckpointSchema.IsPublished);

    internal static IEnumerable<string> OfShortlist(ModelConfig config, IReadOnlyDictionary<string, WeightTensor> shortlist)
    {
        var problems = IsDual(shortlist)
            ? CheckpointProblems.Of(new CheckpointSchema(config, SimilarityModules.Dual), new Checkpoint(shortlist))
            : OfProjections(shortlist);
        return problems.Select(problem => $"{BundleFiles.Shortlist}: {problem}");
    }

    /// <summary>Their names and sizes are for the search to check.</summary>
    private static IEnumerable<string> OfProjections(IReadOnlyDictionary<string, WeightTensor> shortlist)
    {
        foreach (var (name, tensor) in shortlist)
        {
            if (tensor.Shape.Count is not (1 or 2))
                yield return $"{name}: expected one axis or two, found {CheckpointProblems.Describe(tensor.Shape)}";
            foreach (var problem in CheckpointProblems.OfValues(name, tensor))
                yield return problem;
        }
    }

    private static IEnumerable<string> OfSelfTest(SelfTest test, SimilarityModule modules)
    {
        if (!test.Scores.Keys.Order().SequenceEqual(modules.Parts()))
            yield return $"expected a score of each of {modules}, found {string.Join(" and ", test.Scores.Keys)}";
        foreach (var (module, score) in test.Scores.Where(score => score.Value is not (>= 0 and <= 1)))
            yield return $"expected scores from 0 to 1, found {score} for {module}";
        if (!float.IsFinite((float)test.Features.Offset) || !float.IsFinite((float)test.Features.Radius))
            yield return $"expected finite features, found {test.Features.Offset} and {test.Features.Radius}";
        if (test.Tolerance is not (> 0 and < 1))
            yield return $"expected a tolerance between 0 and 1, found {test.Tolerance}";
    }
}
