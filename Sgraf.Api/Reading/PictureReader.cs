using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Telemetry;

namespace Sgraf.Api.Reading;

/// <summary>Turns the file of a picture into regions.</summary>
internal sealed class PictureReader(ServedModel model)
{
    /// <param name="input">What the request held.</param>
    /// <param name="times">Gets the times of decoding and detecting.</param>
    /// <exception cref="ProblemException">There is no file, or no such picture.</exception>
    /// <exception cref="Sgraf.Model.Images.ImageFormatException">The file is no picture that is accepted.</exception>
    /// <exception cref="Sgraf.Model.Images.Regions.DetectorException">The detector found nothing.</exception>
    public SeenPicture Read(PictureInput input, StageTimes times)
    {
        var bytes = BytesOf(input);
        var picture = times.Measure(Stage.Decode, () => model.Decoder.Decode(bytes, model.Regions.SufficientSide));
        var found = times.Measure(Stage.Regions, () => model.Regions.Detect([picture])[0].Fit(model.Config.RegionCount));
        return SeenPicture.Of(picture.FullWidth, picture.FullHeight, found, model.Regions.Labels);
    }

    private static byte[] BytesOf(PictureInput input) => input switch
    {
        { Id: not null, Data: not null } or { Id: null, Data: null } =>
            throw new ProblemException(Errors.InvalidRequest, "The picture needs either an id or data, and not both."),
        { Id: not null } => throw new ProblemException(Errors.ImageNotFound, "There is no picture of this id; GET /images lists them."),
        { Data.Bytes: { } bytes } => bytes,
        _ => throw new ProblemException(Errors.PictureRefused, "The data is no base64; encode the bytes of the picture's file."),
    };
}
