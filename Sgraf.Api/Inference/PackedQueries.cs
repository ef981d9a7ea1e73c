using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Inference;

/// <summary>Encodes what came with a request, by the networks that it needs, laid out for the scorer; to be disposed of by <see cref="Release"/>.</summary>
internal static class PackedQueries
{
    /// <summary>A picture to search with, by the features of its regions.</summary>
    public static SearchQuery<PackedImages> ToQuery(this ServedModel model, SeenPicture picture, SimilarityModule module)
    {
        var encoded = model.Networks.EncodeImages(picture.Features, model.NetworksOf(module));
        return new SearchQuery<PackedImages>(model.Vectors.OfImages(encoded), encoded.Pack(module));
    }

    /// <summary>A text to search with.</summary>
    public static SearchQuery<PackedCaptions> ToQuery(this ServedModel model, ReadText text, SimilarityModule module)
    {
        var encoded = model.Encode([text], model.NetworksOf(module));
        return new SearchQuery<PackedCaptions>(model.Vectors.OfCaptions(encoded), encoded.Pack(module));
    }

    /// <summary>Texts to search among.</summary>
    public static SearchSet<PackedCaptions> ToSet(this ServedModel model, IReadOnlyList<ReadText> texts, SimilarityModule module) =>
        SearchSets.InMemory(model.Vectors, model.Encode(texts, model.NetworksOf(module)));

    /// <summary>Pictures to score, by the features of their regions.</summary>
    public static IReadOnlyDictionary<SimilarityModule, PackedImages> Pack(
        this ServedModel model, IReadOnlyList<SeenPicture> pictures, SimilarityModule module)
    {
        var size = model.Config.RegionCount * model.Config.FeatureSize;
        var features = new float[pictures.Count * size];
        for (var place = 0; place < pictures.Count; place++) pictures[place].Features!.CopyTo(features, place * size);
        return model.Networks.EncodeImages(features, module.Parts()).Pack(module);
    }

    /// <summary>Texts to score.</summary>
    public static IReadOnlyDictionary<SimilarityModule, PackedCaptions> Pack(
        this ServedModel model, IReadOnlyList<ReadText> texts, SimilarityModule module) => model.Encode(texts, module.Parts()).Pack(module);

    /// <summary>The networks of a module, for the scorer.</summary>
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

    /// <summary>What a search by a module needs: the networks that score, and those of the vectors of the first stage.</summary>
    private static IEnumerable<SimilarityModule> NetworksOf(this ServedModel model, SimilarityModule module) => module.Parts().Union(model.Vectors.Networks);

    private static IReadOnlyDictionary<SimilarityModule, EncodedCaptions> Encode(
        this ServedModel model, IReadOnlyList<ReadText> texts, IEnumerable<SimilarityModule> networks) =>
        model.Networks.EncodeCaptions([.. texts.Select(text => text.Ids)], networks);
}
