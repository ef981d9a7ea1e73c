using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Search;

/// <summary>A picture to find sentences with.</summary>
internal sealed record ImageQuery
{
    /// <summary>The picture.</summary>
    public required PictureInput Image { get; init; }

    /// <summary>The sentences to rank; the captions of the gallery where there are none.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>How many hits are wanted.</summary>
    public int? Top { get; init; }

    /// <summary>How many candidates are ranked exactly: a number, or "all" for an exhaustive search.</summary>
    public ShortlistChoice? Shortlist { get; init; }

    /// <summary>What ranks: sgr, saf, or sgraf for the mean of both; all that the model has by default.</summary>
    [JsonConverter(typeof(ModuleConverter))] public SimilarityModule? Module { get; init; }

    /// <summary>Metadata that the pictures of the gallery's captions must have: each name with its value.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Where { get; init; }

    /// <summary>Whether each hit is explained by its words and regions.</summary>
    public bool Explain { get; init; }

    /// <summary>Reads JSON or a form with a file <c>image</c> or a field <c>id</c>, and the other fields by their names.</summary>
    public static ValueTask<ImageQuery> BindAsync(HttpContext context) => RequestBody.ReadAsync(context, FromForm);

    private static ImageQuery FromForm(RequestForm form) => new()
    {
        Image = form.Picture("image", "id"),
        Candidates = form.Texts("candidates") is { Count: > 0 } candidates ? candidates : null,
        Top = form.Number("top"),
        Shortlist = form.Value("shortlist", ShortlistChoice.Parse, $"{ShortlistChoice.Expected}."),
        Module = form.Module("module"),
        Where = form.Json("where", SearchJson.Default.IReadOnlyDictionaryStringJsonElement),
        Explain = form.Flag("explain"),
    };
}
