using Sgraf.Api.Gallery;
using Sgraf.Api.Inference;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>Finds the regions of pictures and encodes them as they are stored.</summary>
internal sealed class PictureEncoding(ServedModel model)
{
    /// <summary>Encodes pictures together.</summary>
    /// <returns>What the model made of each; null where the detector found nothing.</returns>
    public (PictureEmbeddings? Embeddings, DetectorException? Failure)[] Encode(IReadOnlyList<Picture> pictures)
    {
        var found = Detect(pictures);
        DetectedRegions[] regions = [.. found.Select(one => one.Regions).OfType<DetectedRegions>()];
        var encoded = regions.Length == 0 ? null : EncodeRegions(regions);
        var next = 0;
        return [.. found.Select((one, place) => one.Regions is null
            ? ((PictureEmbeddings?)null, one.Failure)
            : (Embeddings(encoded!, next, regions[next++], pictures[place]), null))];
    }

    private (DetectedRegions? Regions, DetectorException? Failure)[] Detect(IReadOnlyList<Picture> pictures)
    {
        try
        {
            return [.. model.Regions.Detect(pictures).Select(found => ((DetectedRegions?)found.Fit(model.Config.RegionCount), (DetectorException?)null))];
        }
        catch (DetectorException failure) when (pictures.Count == 1)
        {
            return [(null, failure)];
        }
        catch (DetectorException)    // one of them; each is to have its own reason
        {
            return [.. pictures.SelectMany(picture => Detect([picture]))];
        }
    }

    private EncodedPictures EncodeRegions(DetectedRegions[] regions)
    {
        var size = model.Config.RegionCount * model.Config.FeatureSize;
        var features = new float[regions.Length * size];
        for (var place = 0; place < regions.Length; place++) regions[place].Features.CopyTo(features, place * size);
        var encoded = model.Networks.EncodeImages(features);
        return new EncodedPictures(encoded, model.Vectors.OfImages(encoded));
    }

    private sealed record EncodedPictures(IReadOnlyDictionary<SimilarityModule, EncodedImages> Images, float[] Vectors);

    private PictureEmbeddings Embeddings(EncodedPictures encoded, int place, DetectedRegions regions, Picture picture)
    {
        var (joint, all) = (model.Config.JointSize, model.Config.RegionCount * model.Config.JointSize);
        return new PictureEmbeddings
        {
            Boxes = Relative(regions.Boxes.AsSpan(0, 4 * regions.Count), picture),
            Scores = regions.Scores[..regions.Count],
            Labels = regions.Labels?[..regions.Count],
            Parts = [.. model.Networks.Modules.Select(module => (ReadOnlyMemory<byte>)EmbeddingCodec.Encode(
                encoded.Images[module].Regions.AsSpan(place * all, all), encoded.Images[module].Globals.AsSpan(place * joint, joint)))],
            Vector = encoded.Vectors.AsSpan(place * model.Vectors.Size, model.Vectors.Size).ToArray(),
        };
    }

    private static float[] Relative(ReadOnlySpan<float> boxes, Picture picture)
    {
        var relative = new float[boxes.Length];
        for (var i = 0; i < boxes.Length; i++)
            relative[i] = MathF.Round(Math.Clamp(boxes[i] / (i % 2 == 0 ? picture.FullWidth : picture.FullHeight), 0, 1), 4);
        return relative;
    }
}
