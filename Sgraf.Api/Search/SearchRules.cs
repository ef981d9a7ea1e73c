using System.Text.Json;
using Sgraf.Api.Admission;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Search;

/// <summary>Checks what a search asks for and puts in the defaults.</summary>
internal sealed class SearchRules(ServedModel model, SearchOptions options, LimitOptions limits, ImportOptions import)
{
    /// <exception cref="ProblemException">Something that was asked for cannot be.</exception>
    public SearchTerms Settle(
        int? top, ShortlistChoice? shortlist, SimilarityModule? module, IReadOnlyDictionary<string, JsonElement>? where, bool explain)
    {
        var hits = top ?? options.Top;
        if (hits < 1) throw new ProblemException(Errors.InvalidRequest, $"top is {hits}, expected at least 1.");
        if (hits > options.MostHits) throw TooManyHits(hits);
        if (explain) LimitOptions.Demand(hits, limits.Explanations, "hits to explain", nameof(limits.Explanations));
        if (where?.Count > import.MetadataEntries)
            throw ImportOptions.Passed(Errors.LimitExceeded, $"where has {where.Count} conditions", import.MetadataEntries, nameof(import.MetadataEntries));
        // What is shown has to be ranked.
        var size = shortlist is null ? Math.Max(options.Shortlist, hits) : shortlist.Size;
        return new SearchTerms(hits, size < hits ? hits : size, model.Choose(module), where is { Count: > 0 } ? where.ToDictionary(value => value.Key, Comparable) : null, explain);
    }

    private ProblemException TooManyHits(int hits) => new(
        Errors.LimitExceeded, $"top is {hits}, expected at most {options.MostHits}; ask for fewer, or raise {SearchOptions.Section}:{nameof(options.MostHits)}.")
    {
        Limit = options.MostHits,
        Setting = $"{SearchOptions.Section}:{nameof(options.MostHits)}",
    };

    private static string Comparable(KeyValuePair<string, JsonElement> condition) =>
        condition.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            ? MetadataText.Of(condition.Value, "where holds")
            : throw new ProblemException(Errors.InvalidRequest, "where compares texts, numbers and truth values; give one for each name.");
}
