using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Telemetry;

namespace Sgraf.Api.Reading;

/// <summary>Turns a picture of a request into regions: one of the gallery by what is stored of it, any other by looking at it.</summary>
internal sealed class PictureReader(ServedModel model, ImageGallery gallery)
{
    /// <param name="input">What the request held.</param>
    /// <param name="times">Gets the times of decoding and detecting.</param>
    /// <exception cref="ProblemException">There is no file, or no such picture.</exception>
    /// <exception cref="Sgraf.Model.Images.ImageFormatException">The file is no picture that is accepted.</exception>
    /// <exception cref="Sgraf.Model.Images.Regions.DetectorException">The detector found nothing.</exception>
    public SeenPicture Read(PictureInput input, StageTimes times) => input switch
    {
        { Id: { } id, Data: null } => ReadStored(id, times),
        { Id: null, Data.Bytes: { } bytes } => Look(bytes, null, times),
        { Id: null, Data: not null } => throw new ProblemException(Errors.PictureRefused, "The data is no base64; encode the bytes of the picture's file."),
        _ => throw new ProblemException(Errors.InvalidRequest, "The picture needs either an id or data, and not both."),
    };

    private SeenPicture ReadStored(string id, StageTimes times)
    {
        var row = gallery.Query(catalogue => catalogue.FindPicture(id)) ?? throw NotFound();
        if (gallery.Search(snapshot => snapshot.ImageItems.TryFind(row.Number, out _))) return SeenPicture.Of(row, model.Regions.Labels);
        // What is stored is another model's, or damaged: the file itself is looked at.
        var file = gallery.ReadFile(id) ?? throw NotFound();
        return Look(file.ToArray(), id, times);
    }

    private SeenPicture Look(byte[] bytes, string? id, StageTimes times)
    {
        var picture = times.Measure(Stage.Decode, () => model.Decoder.Decode(bytes, model.Regions.SufficientSide));
        var found = times.Measure(Stage.Regions, () => model.Regions.Detect([picture])[0].Fit(model.Config.RegionCount));
        return SeenPicture.Of(picture.FullWidth, picture.FullHeight, found, model.Regions.Labels, id);
    }

    private static ProblemException NotFound() => new(Errors.ImageNotFound, "There is no picture of this id; GET /images lists them.");
}
