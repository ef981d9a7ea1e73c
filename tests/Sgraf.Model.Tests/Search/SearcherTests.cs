using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Model.Tests.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Search;

public sealed class SearcherTests : IDisposable
{
    private const int ImageCount = 300, CaptionCount = 290;    // more than a block of candidates

    private readonly TemporaryFolder _folder = new();
    private readonly BundleNetworks _networks;
    private readonly ShortlistVectors _vectors;
    private readonly Searcher _searcher;
    private readonly IReadOnlyDictionary<SimilarityModule, EncodedImages> _images;
    private readonly IReadOnlyDictionary<SimilarityModule, EncodedCaptions> _captions;
    private readonly Dictionary<SimilarityModule, PackedImages> _packedImages;
    private readonly SearchSet<PackedImages> _imageSet;
    private readonly SearchSet<PackedCaptions> _captionSet;

    public SearcherTests()
    {
        var bundle = TinyBundle.Make(_folder) with { Shortlist = null };
        _networks = new BundleNetworks(bundle);
        _vectors = new ShortlistVectors(bundle);
        _searcher = new Searcher(_networks.Scorers);
        var random = new Random(1);
        var config = bundle.Config;
        float[] features = [.. Enumerable.Range(0, ImageCount * config.RegionCount * config.FeatureSize).Select(_ => random.NextSingle())];
        int[] Caption() => [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => random.Next(config.VocabularySize))];
        _images = _networks.EncodeImages(features);
        _captions = _networks.EncodeCaptions([.. Enumerable.Range(0, CaptionCount).Select(_ => Caption())]);
        _packedImages = _images.ToDictionary(images => images.Key, images => new PackedImages(images.Value));
        _imageSet = SearchSets.InMemory(_vectors, _images, _packedImages);
        _captionSet = SearchSets.InMemory(_vectors, _captions);
    }

    public static TheoryData<SimilarityModule> Modules => [SimilarityModule.Sgr, SimilarityModule.Saf, SimilarityModule.Sgraf];

    public void Dispose()
    {
        foreach (var images in _packedImages.Values) images.Dispose();
        _networks.Dispose();
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_shortlist_of_all_images_ranks_like_the_exhaustive_scan(SimilarityModule module)
    {
        var result = FindImages(7, new SearchSettings { ShortlistSize = null, Module = module });
        var scores = Enumerable.Range(0, ImageCount).Select(image => Score(module, image, 7)).ToArray();
        AssertRanking(scores, result);
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_shortlist_of_all_captions_ranks_like_the_exhaustive_scan(SimilarityModule module)
    {
        var result = FindCaptions(5, new SearchSettings { ShortlistSize = null, Module = module });
        var scores = Enumerable.Range(0, CaptionCount).Select(caption => Score(module, 5, caption)).ToArray();
        AssertRanking(scores, result);
    }

    [Fact]
    public void A_dual_encoder_chooses_the_candidates_and_the_networks_rank_them()
    {
        var bundle = TinyBundle.MakeDual(_folder);
        using var networks = new BundleNetworks(bundle);
        var vectors = new ShortlistVectors(bundle);
        var random = new Random(2);
        float[] features = [.. Enumerable.Range(0, 40 * bundle.Config.RegionCount * bundle.Config.FeatureSize).Select(_ => random.NextSingle())];
        var (images, caption) = (networks.EncodeImages(features), networks.EncodeCaptions([[1, 9, 17, 30, 2]]));
        var packed = networks.Modules.ToDictionary(module => module, module => new PackedImages(images[module]));
        var query = networks.Modules.ToDictionary(module => module, module => new PackedCaptions(caption[module]));
        try
        {
            var found = new Searcher(networks.Scorers).FindImages(
                new SearchQuery<PackedCaptions>(vectors.OfCaptions(caption), query), SearchSets.InMemory(vectors, images, packed), new SearchSettings { ShortlistSize = 8 }).Hits;
            float[] likeness = [.. images[SimilarityModules.Dual].Globals.Chunk(bundle.Config.JointSize)
                .Select(image => image.Zip(caption[SimilarityModules.Dual].Globals, (v, t) => v * t).Sum())];
            Assert.Equal(
                Enumerable.Range(0, 40).OrderByDescending(image => likeness[image]).Take(8), found.OrderBy(hit => hit.ShortlistRank).Select(hit => hit.Index));
            Assert.All(found, hit => Assert.Equal((hit.Sgr!.Value + hit.Saf!.Value) / 2, hit.Score, 1e-6f));
        }
        finally
        {
            foreach (var part in packed.Values) part.Dispose();
            foreach (var part in query.Values) part.Dispose();
        }
    }

    [Fact]
    public void What_does_not_score_cannot_rank() => Assert.Contains(
        "settings asks for Dual, expected one of Sgr, Saf",
        Assert.Throws<ArgumentException>(() => FindImages(3, new SearchSettings { Module = SimilarityModules.Dual })).Message, StringComparison.Ordinal);

    [Fact]
    public void The_candidates_are_those_of_the_shortlist()
    {
        var result = FindImages(3, new SearchSettings { ShortlistSize = 20 });
        var found = _imageSet.Shortlist.Find(CaptionQuery(3).Vector.Span, 20, _imageSet.Vectors);
        Assert.Equal(found.Select(hit => hit.Index), result.Hits.OrderBy(hit => hit.ShortlistRank).Select(hit => hit.Index));
        Assert.Equal(Enumerable.Range(0, 20), result.Hits.Select(hit => hit.ShortlistRank).Order());
    }

    [Fact]
    public void The_shortlist_ranks_by_the_cosines_of_the_global_vectors()
    {
        var result = FindCaptions(9, new SearchSettings { ShortlistSize = null });
        double Cosines(int caption) => _images.Sum(images =>
        {
            var size = images.Value.JointSize;
            var (image, text) = (images.Value.Globals[(9 * size)..(10 * size)], _captions[images.Key].Globals[(caption * size)..((caption + 1) * size)]);
            return image.Zip(text, (left, right) => (double)left * right).Sum();
        });
        var products = result.Hits.OrderBy(hit => hit.ShortlistRank).Select(hit => Cosines(hit.Index)).ToArray();
        Assert.All(products.Zip(products[1..]), pair => Assert.True(pair.First >= pair.Second - 1e-6));
    }

    [Fact]
    public void A_network_with_no_part_in_the_ranking_has_no_score()
    {
        var hit = FindImages(0, new SearchSettings { ShortlistSize = 1, Module = SimilarityModule.Saf }).Hits.Single();
        Assert.Null(hit.Sgr);
        Assert.Equal(hit.Saf, hit.Score);
    }

    [Fact]
    public void Embeddings_are_loaded_for_the_candidates_alone()
    {
        var loaded = new List<int>();
        var set = _captionSet with
        {
            Load = (module, places) =>
            {
                loaded.AddRange(places.Span);
                return _captionSet.Load(module, places);
            },
        };
        using var query = new ImageQuery(this, 2);
        var hits = _searcher.FindCaptions(query.Search, set, new SearchSettings { ShortlistSize = 12, Module = SimilarityModule.Sgr }).Hits;
        Assert.Equal(hits.Select(hit => hit.Index).Order(), loaded.Order());
    }

    [Fact]
    public void A_vector_of_the_set_searches_like_the_one_it_was_made_of()
    {
        using var query = new ImageQuery(this, 5);
        Assert.Equal(query.Search.Vector.ToArray(), _imageSet.VectorAt(5));
    }

    [Fact]
    public void A_search_among_nothing_finds_nothing()
    {
        var empty = _imageSet with { Shortlist = new Shortlist(ReadOnlyMemory<float>.Empty, _vectors.Size) };
        Assert.Empty(_searcher.FindImages(CaptionQuery(0), empty, new SearchSettings()).Hits);
    }

    [Fact]
    public void A_network_that_is_not_there_is_refused()
    {
        var searcher = new Searcher(new Dictionary<SimilarityModule, FusedScorer> { [SimilarityModule.Saf] = _networks.Scorers[SimilarityModule.Saf] });
        var error = Assert.Throws<ArgumentException>(() => searcher.FindImages(CaptionQuery(0), _imageSet, new SearchSettings()));
        Assert.StartsWith("settings asks for Sgr, expected one of Saf.", error.Message);
    }

    [Fact]
    public void A_query_of_several_captions_is_refused()
    {
        var query = CaptionQuery(0) with { Embeddings = _captions.ToDictionary(captions => captions.Key, captions => new PackedCaptions(captions.Value)) };
        var error = Assert.Throws<ArgumentException>(() => _searcher.FindImages(query, _imageSet, new SearchSettings()));
        Assert.StartsWith($"query holds {CaptionCount} items of Sgr, expected 1.", error.Message);
    }

    [Fact]
    public void A_cancelled_search_stops() => Assert.Throws<OperationCanceledException>(() =>
        _searcher.FindImages(CaptionQuery(0), _imageSet, new SearchSettings(), new CancellationToken(canceled: true)));

    private static void AssertRanking(float[] scores, SearchResult result)
    {
        var expected = Enumerable.Range(0, scores.Length).OrderByDescending(index => scores[index]).ToArray();
        Assert.Equal(expected, result.Hits.Select(hit => hit.Index));
        Assert.Equal(expected.Select(index => scores[index]), result.Hits.Select(hit => hit.Score));
        Assert.Equal(Enumerable.Range(0, scores.Length), result.Hits.Select(hit => hit.Rank));
        Assert.True(result.ShortlistTime > TimeSpan.Zero && result.LoadTime > TimeSpan.Zero && result.ScoringTime > TimeSpan.Zero);
    }

    private float Score(SimilarityModule module, int image, int caption)
    {
        var sum = 0f;
        foreach (var part in module.Parts())
        {
            using var picked = new PackedCaptions(_captions[part].Pick([caption]));
            var score = new float[1];
            _networks.Scorers[part].Score(_packedImages[part].Pick([image]), picked, score, threads: 1);
            sum += score[0];
        }
        return sum * (1f / module.Parts().Count);
    }

    private SearchResult FindImages(int caption, SearchSettings settings) => _searcher.FindImages(CaptionQuery(caption), _imageSet, settings);

    private SearchResult FindCaptions(int image, SearchSettings settings)
    {
        using var query = new ImageQuery(this, image);
        return _searcher.FindCaptions(query.Search, _captionSet, settings);
    }

    private SearchQuery<PackedCaptions> CaptionQuery(int caption)
    {
        var one = _captions.ToDictionary(captions => captions.Key, captions => captions.Value.Pick([caption]));
        return new(_vectors.OfCaptions(one), one.ToDictionary(captions => captions.Key, captions => new PackedCaptions(captions.Value)));
    }

    private sealed class ImageQuery(SearcherTests tests, int image) : IDisposable
    {
        public SearchQuery<PackedImages> Search { get; } = new(
            tests._vectors.OfImages(tests._images).AsMemory(image * tests._vectors.Size, tests._vectors.Size),
            tests._packedImages.ToDictionary(images => images.Key, images => images.Value.Pick([image])));

        public void Dispose()
        {
            foreach (var images in Search.Embeddings.Values) images.Dispose();
        }
    }
}
