using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Data;

namespace Sgraf.Training.Features;

/// <summary>Reads pictures from a folder and finds their regions. Any number of threads may extract at once.</summary>
/// <param name="source">Finds the regions.</param>
/// <param name="folder">Where the pictures' names start.</param>
/// <param name="rows">R: rows of features for each picture.</param>
internal sealed class FeatureExtraction(IRegionSource source, string folder, int rows)
{
    private readonly PictureDecoder _decoder = new(new DecodingOptions());

    /// <summary>Extracts some pictures; one that cannot be used does not keep the others from it.</summary>
    public ExtractedPicture[] Extract(IReadOnlyList<ListedPicture> batch)
    {
        var results = new ExtractedPicture?[batch.Count];
        var (places, pictures) = (new List<int>(), new List<Picture>());
        for (var i = 0; i < batch.Count; i++)
        {
            if (Decode(batch[i].Name, out var problem) is not { } picture)
            {
                results[i] = Failed(batch[i].Name, problem);
                continue;
            }
            places.Add(i);
            pictures.Add(picture);
        }
        var found = Detect([.. places.Select(place => batch[place].Name)], pictures);
        for (var i = 0; i < places.Count; i++) results[places[i]] = found[i];
        return results!;
    }

    private Picture? Decode(string name, out string problem)
    {
        problem = "";
        try
        {
            var path = Path.Combine(folder, name);
            if (HasBytes(path)) return _decoder.DecodeFile(path, source.SufficientSide);
            problem = "The file is empty, expected a JPEG, PNG, WebP, GIF, TIFF or AVIF picture.";
            return null;
        }
        catch (Exception failure) when (failure is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            problem = failure is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : failure.Message;
            return null;
        }
    }

    /// <remarks>A pipe or a device has none either; to open one could take for ever.</remarks>
    private static bool HasBytes(string path) => (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length > 0;

    private ExtractedPicture[] Detect(string[] names, List<Picture> pictures)
    {
        try
        {
            return [.. source.Detect(pictures).Select((regions, i) => Extracted(names[i], pictures[i], regions))];
        }
        catch (DetectorException failure) when (pictures.Count == 1)
        {
            return [Failed(names[0], failure.Message)];
        }
        catch (DetectorException)    // one of them; each is to have its own reason
        {
            return [.. names.SelectMany((name, i) => Detect([name], [pictures[i]]))];
        }
    }

    private static ExtractedPicture Failed(string name, string problem) => new(new PictureRecord { Image = name, Problem = problem }, []);

    private ExtractedPicture Extracted(string name, Picture picture, DetectedRegions regions)
    {
        var count = Math.Min(regions.Count, rows);
        var record = new PictureRecord
        {
            Image = name,
            Width = picture.FullWidth,
            Height = picture.FullHeight,
            Boxes = [.. regions.Boxes.Take(4 * count).Select(place => MathF.Round(place, 2))],
            Scores = regions.Scores[..count],
            Labels = regions.Labels?[..count],
        };
        return new ExtractedPicture(record, regions.Fit(rows).Features);
    }
}
