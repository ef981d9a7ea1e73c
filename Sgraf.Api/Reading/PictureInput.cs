namespace Sgraf.Api.Reading;

/// <summary>A picture of a request: one of the gallery by its id, or the bytes of a file.</summary>
internal sealed record PictureInput
{
    /// <summary>The id of a picture of the gallery; either this or <c>data</c>.</summary>
    public string? Id { get; init; }

    /// <summary>A picture's file in base64 (JPEG, PNG, WebP, GIF, TIFF or AVIF); either this or <c>id</c>.</summary>
    public PictureData? Data { get; init; }

    /// <summary>A name of your own, repeated in the answer.</summary>
    public string? Name { get; init; }

    /// <summary>A file of a form.</summary>
    public static PictureInput Of(IFormFile file)
    {
        var bytes = new byte[file.Length];
        using var stream = file.OpenReadStream();
        stream.ReadExactly(bytes);
        return new PictureInput { Data = new PictureData(bytes), Name = file.FileName.Length == 0 ? null : file.FileName };
    }
}
