using System.Text.Json;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Ingest.Images;

/// <summary>Pictures to be added.</summary>
/// <param name="Sources">Their files, captions and metadata.</param>
internal sealed record AddRequest(IReadOnlyList<PictureSource> Sources)
{
    public const string Files = "files", Captions = "captions", Metadata = "metadata";

    /// <summary>Reads a form with files, and JSON fields of captions and metadata by file name.</summary>
    public static ValueTask<AddRequest> BindAsync(HttpContext context) => RequestBody.ReadFormAsync(context, FromForm);

    private static AddRequest FromForm(RequestForm form)
    {
        var files = form.Files(Files);
        var captions = form.Json(Captions, ImageJson.Default.DictionaryStringIReadOnlyListString) ?? [];
        var metadata = form.Json(Metadata, ImageJson.Default.DictionaryStringDictionaryStringJsonElement) ?? [];
        var names = files.Select(file => file.FileName).ToHashSet();
        if (captions.Keys.Concat(metadata.Keys).FirstOrDefault(name => !names.Contains(name)) is { } stray)
            throw new ProblemException(
                Errors.InvalidForm, $"captions or metadata name the file {PictureRules.Name(stray)}, which is not among the files.");
        return new AddRequest([.. files.Select(file => new PictureSource(PictureRules.Name(file.FileName), () => Read(file))
        {
            Captions = captions.GetValueOrDefault(file.FileName) ?? [],
            Metadata = metadata.GetValueOrDefault(file.FileName) ?? new Dictionary<string, JsonElement>(),
        })]);
    }

    private static byte[] Read(IFormFile file)
    {
        var bytes = new byte[file.Length];
        using var stream = file.OpenReadStream();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
