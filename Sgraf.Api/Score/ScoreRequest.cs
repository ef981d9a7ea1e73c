using System.Text.Json.Serialization;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Score;

/// <summary>Pictures and texts to score with each other.</summary>
internal sealed record ScoreRequest
{
    /// <summary>The pictures; every one is scored with every text.</summary>
    public required IReadOnlyList<PictureInput> Images { get; init; }

    /// <summary>The texts, in the language that the model was trained on.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>What scores: sgr, saf, or sgraf for the mean of both; all that the model has by default.</summary>
    [JsonConverter(typeof(ModuleConverter))] public SimilarityModule? Module { get; init; }

    /// <summary>Whether each pair is explained by its words and regions.</summary>
    public bool Explain { get; init; }

    /// <summary>Reads JSON or a form with files <c>images</c> and fields <c>ids</c>, <c>texts</c>, <c>module</c> and <c>explain</c>.</summary>
    public static ValueTask<ScoreRequest> BindAsync(HttpContext context) => RequestBody.ReadAsync(context, FromForm);

    private static ScoreRequest FromForm(RequestForm form) => new()
    {
        Images =
        [
            .. form.Files("images").Select(PictureInput.Of),
            .. form.Texts("ids").Select(id => new PictureInput { Id = id }),
        ],
        Texts = form.Texts("texts"),
        Module = form.Module("module"),
        Explain = form.Flag("explain"),
    };
}
