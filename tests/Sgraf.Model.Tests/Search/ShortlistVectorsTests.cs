using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Model.Tests.Bundles;
using Sgraf.Model.Tests.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Search;

public sealed class ShortlistVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Bundle _bundle;

    public ShortlistVectorsTests() => _bundle = TinyBundle.Make(_folder) with { Shortlist = null };

    private int D => _bundle.Config.JointSize;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_projections_a_vector_is_the_global_vectors_of_both_networks()
    {
        var vectors = new ShortlistVectors(_bundle);
        var (sgr, saf) = (RandomPairs.Images(3, 2, D, seed: 1), RandomPairs.Images(3, 2, D, seed: 2));
        var images = vectors.OfImages(new Dictionary<SimilarityModule, EncodedImages> { [SimilarityModule.Saf] = saf, [SimilarityModule.Sgr] = sgr });
        Assert.Equal((2 * D, ShortlistKind.Globals), (vectors.Size, vectors.Kind));
        Assert.Equal(sgr.Globals.Chunk(D).Zip(saf.Globals.Chunk(D)).SelectMany(pair => pair.First.Concat(pair.Second)), images);
    }

    [Fact]
    public void A_bundle_of_one_network_has_its_global_vectors()
    {
        var vectors = new ShortlistVectors(_bundle with { Manifest = _bundle.Manifest with { Modules = SimilarityModule.Saf }, Sgr = null });
        var captions = RandomPairs.Captions([3, 2], D, seed: 3);
        Assert.Equal(captions.Globals, vectors.OfCaptions(new Dictionary<SimilarityModule, EncodedCaptions> { [SimilarityModule.Saf] = captions }));
    }

    [Fact]
    public void Projections_of_the_bundle_are_applied_to_them()
    {
        var random = new Random(4);
        WeightTensor Tensor(params int[] shape) =>
            new(shape, Enumerable.Range(0, shape.Aggregate(1, (left, right) => left * right)).Select(_ => random.NextSingle() - 0.5f).ToArray());
        var head = new Dictionary<string, WeightTensor>
        {
            ["image.weight"] = Tensor(5, 2 * D), ["image.bias"] = Tensor(5), ["text.weight"] = Tensor(5, 2 * D), ["text.bias"] = Tensor(5),
        };
        var captions = new Dictionary<SimilarityModule, EncodedCaptions>
        {
            [SimilarityModule.Sgr] = RandomPairs.Captions([3, 2], D, seed: 5), [SimilarityModule.Saf] = RandomPairs.Captions([3, 2], D, seed: 6),
        };
        var vectors = new ShortlistVectors(_bundle with { Shortlist = head });
        Assert.Equal((5, ShortlistKind.Projected), (vectors.Size, vectors.Kind));

        var globals = new ShortlistVectors(_bundle).OfCaptions(captions).Chunk(2 * D);
        var rows = head["text.weight"].Span.ToArray().Chunk(2 * D).Zip(head["text.bias"].Span.ToArray()).ToArray();
        var expected = globals.SelectMany(global => rows.Select(row => row.Second + row.First.Zip(global, (w, g) => w * g).Sum())).ToArray();
        Close.Assert(expected, vectors.OfCaptions(captions), 1e-5, "projected captions");
        Assert.Equal(vectors.OfCaptions(captions), vectors.OfCaptions(new ShortlistVectors(_bundle).OfCaptions(captions)));
    }

    [Fact]
    public void Of_a_dual_encoder_they_are_the_global_vectors_of_its_own_encoders()
    {
        var bundle = TinyBundle.MakeDual(_folder);
        using var networks = new BundleNetworks(bundle);
        using var images = new ImageEncoder(bundle.Dual!, bundle.Config);
        using var texts = new TextEncoder(bundle.Dual!, bundle.Config);
        var random = new Random(7);
        float[] features = [.. Enumerable.Range(0, 3 * bundle.Config.RegionCount * bundle.Config.FeatureSize).Select(_ => random.NextSingle())];
        int[][] captions = [[1, 5, 2], [1, 7, 8, 9, 2]];
        var vectors = new ShortlistVectors(bundle);
        Assert.Equal((D, ShortlistKind.Dual), (vectors.Size, vectors.Kind));
        Assert.Equal(images.Encode(features, 3, bundle.Config.RegionCount, bundle.Config.FeatureSize).Globals, vectors.OfImages(networks.EncodeImages(features)));
        Assert.Equal(texts.Encode(captions).Globals, vectors.OfCaptions(networks.EncodeCaptions(captions)));

        // Its own networks are all that a vector needs, and the others all that a score needs.
        Assert.Equal(vectors.OfImages(networks.EncodeImages(features)), vectors.OfImages(networks.EncodeImages(features, vectors.Networks)));
        Assert.Equal(vectors.OfCaptions(networks.EncodeCaptions(captions)), vectors.OfCaptions(networks.EncodeCaptions(captions, vectors.Networks)));
        Assert.Equal([SimilarityModule.Sgr, SimilarityModule.Saf], networks.EncodeImages(features, networks.Modules).Keys);
        Assert.Equal([SimilarityModule.Saf], networks.EncodeCaptions(captions, SimilarityModule.Saf.Parts()).Keys);
    }

    [Fact]
    public void Everything_wrong_with_the_projections_is_said_at_once()
    {
        var head = new Dictionary<string, WeightTensor>
        {
            ["image.weight"] = new([2, 3], new float[6]), ["image.bias"] = new([3], new float[3]),
            ["text.weight"] = new([3, 2 * D], new float[6 * D]), ["texts.bias"] = new([2], new float[2]),
        };
        var message = Assert.Throws<CheckpointException>(() => new ShortlistVectors(_bundle with { Shortlist = head })).Message;
        Assert.Equal(
            $"""
            shortlist.safetensors does not fit the bundle, 5 problems:
            - image.weight: expected shape (2, {2 * D}), found (2, 3)
            - image.bias: expected shape (2), found (3)
            - text.weight: expected shape (2, {2 * D}), found (3, {2 * D})
            - text.bias: expected shape (2), found no such tensor
            - texts.bias: unknown
            """, message, ignoreLineEndingDifferences: true);
    }
}
