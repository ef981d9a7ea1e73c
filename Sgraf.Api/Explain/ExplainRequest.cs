using Sgraf.Api.Reading;

namespace Sgraf.Api.Explain;

/// <summary>A picture and a text whose score is to be explained.</summary>
internal sealed record ExplainRequest
{
    /// <summary>The picture.</summary>
    public required PictureInput Image { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Reads JSON or a form with a file <c>image</c> or a field <c>id</c>, and a field <c>text</c>.</summary>
    public static ValueTask<ExplainRequest> BindAsync(HttpContext context) => RequestBody.ReadAsync(context, FromForm);

    private static ExplainRequest FromForm(RequestForm form) => new() { Image = form.Picture("image", "id"), Text = form.Text("text") ?? "" };
}
