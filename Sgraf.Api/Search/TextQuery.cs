using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Search;

/// <summary>A sentence to find pictures with.</summary>
internal sealed record TextQuery
{
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>How many hits are wanted.</summary>
    public int? Top { get; init; }

    /// <summary>How many candidates are ranked exactly: a number, or "all" for an exhaustive search.</summary>
    public ShortlistChoice? Shortlist { get; init; }

    /// <summary>What ranks: sgr, saf, or sgraf for the mean of both; all that the model has by default.</summary>
    [JsonConverter(typeof(ModuleConverter))] public SimilarityModule? Module { get; init; }

    /// <summary>Metadata that the pictures must have: each name with its value.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Where { get; init; }

    /// <summary>Whether each hit is explained by its words and regions.</summary>
    public bool Explain { get; init; }

    /// <summary>Reads JSON; a sentence needs no form.</summary>
    public static ValueTask<TextQuery> BindAsync(HttpContext context) => RequestBody.ReadJsonAsync<TextQuery>(context);
}
