using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Inference;

/// <summary>Encodes what came with a request, by each network, laid out for the scorer.</summary>
internal static class PackedQueries
{
    /// <summary>Pictures in the space of each network, by the features of their regions.</summary>
    public static IReadOnlyDictionary<SimilarityModule, EncodedImages> Encode(this ServedModel model, params IReadOnlyList<SeenPicture> pictures)
    {
        if (pictures is [{ Features: { } alone }]) return model.Networks.EncodeImages(alone);
        var size = model.Config.RegionCount * model.Config.FeatureSize;
        var features = new float[pictures.Count * size];
        for (var place = 0; place < pictures.Count; place++) pictures[place].Features!.CopyTo(features, place * size);
        return model.Networks.EncodeImages(features);
    }

    /// <summary>Texts in the space of each network.</summary>
    public static IReadOnlyDictionary<SimilarityModule, EncodedCaptions> Encode(this ServedModel model, params IReadOnlyList<ReadText> texts) =>
        model.Networks.EncodeCaptions([.. texts.Select(text => text.Ids)]);

    /// <summary>The networks of a module, for the scorer; to be disposed of by <see cref="Release"/>.</summary>
    public static IReadOnlyDictionary<SimilarityModule, PackedImages> Pack(
        this IReadOnlyDictionary<SimilarityModule, EncodedImages> images, SimilarityModule module) =>
        module.Parts().ToDictionary(part => part, part => new PackedImages(images[part]));

    /// <inheritdoc cref="Pack(IReadOnlyDictionary{SimilarityModule, EncodedImages}, SimilarityModule)"/>
    public static IReadOnlyDictionary<SimilarityModule, PackedCaptions> Pack(
        this IReadOnlyDictionary<SimilarityModule, EncodedCaptions> captions, SimilarityModule module) =>
        module.Parts().ToDictionary(part => part, part => new PackedCaptions(captions[part]));

    /// <summary>Frees what was packed.</summary>
    public static void Release<T>(this IReadOnlyDictionary<SimilarityModule, T> packed)
        where T : IDisposable
    {
        foreach (var part in packed.Values) part.Dispose();
    }
}
