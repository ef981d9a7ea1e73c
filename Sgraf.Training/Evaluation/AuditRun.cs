using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Training.Data;

namespace Sgraf.Training.Evaluation;

/// <summary>Scores sampled queries with everything, so that a bundle's shortlists can be compared with exhaustive rankings.</summary>
/// <remarks>Items pass by in blocks: in memory are the queries, a block, and of every item its vectors and a score for each query.</remarks>
internal sealed class AuditRun
{
    private const int ImagesPerBlock = 32, CaptionsPerBlock = 512;

    private readonly BundleNetworks _networks;
    private readonly ShortlistVectors _globals;
    private readonly ShortlistVectors? _dual;
    private readonly DataSplit _data;
    private readonly EvaluationFold _fold;
    private readonly int[] _captionQueries, _imageQueries;
    private readonly int _threads;

    /// <param name="bundle">The model.</param>
    /// <param name="networks">Its networks; they stay the caller's.</param>
    /// <param name="data">The features; they stay the caller's.</param>
    /// <param name="fold">What is searched.</param>
    /// <param name="queries">Queries of each direction; all where there are fewer.</param>
    /// <param name="seed">Start of the random choice of queries.</param>
    /// <param name="threads">Threads that score; all processors when 0.</param>
    public AuditRun(Bundle bundle, BundleNetworks networks, DataSplit data, EvaluationFold fold, int queries, int seed, int threads)
    {
        (_networks, _data, _fold, _threads) = (networks, data, fold, threads);
        _globals = new ShortlistVectors(bundle with { Shortlist = null });
        _dual = bundle.Dual is null ? null : new ShortlistVectors(bundle);
        var random = new Random(seed);
        _captionQueries = Sample(random, fold.Captions.Count, queries);
        _imageQueries = Sample(random, fold.ImageCount, queries);
    }

    /// <summary>Captions that images are searched for.</summary>
    public int CaptionQueries => _captionQueries.Length;

    /// <summary>Images that captions are searched for.</summary>
    public int ImageQueries => _imageQueries.Length;

    /// <summary>Pairs that are scored in all.</summary>
    public long Pairs =>
        _networks.Modules.Count * ((long)CaptionQueries * _fold.ImageCount + (long)ImageQueries * _fold.Captions.Count);

    /// <summary>Does the work.</summary>
    /// <param name="advance">Called with the pairs scored since the last call.</param>
    /// <param name="cancellation">Stops the work.</param>
    public AuditedQueries Run(Action<long> advance, CancellationToken cancellation) =>
        new(ScoreImages(advance, cancellation), ScoreCaptions(advance, cancellation));

    private static int[] Sample(Random random, int items, int count)
    {
        var places = Enumerable.Range(0, items).ToArray();
        random.Shuffle(places);
        return [.. places.Take(count).Order()];
    }

    private AuditScores ScoreImages(Action<long> advance, CancellationToken cancellation)
    {
        var queries = _networks.EncodeCaptions([.. _captionQueries.Select(caption => _fold.Captions[caption])]);
        var collected = Collect("t2i", vectors => vectors.OfCaptions(queries), _fold.ImageCount);
        foreach (var block in Enumerable.Range(0, _fold.ImageCount).Chunk(ImagesPerBlock))
        {
            var images = _networks.EncodeImages(FeaturesOf(block));
            Add(collected, block[0], vectors => vectors.OfImages(images));
            foreach (var module in _networks.Modules)
            {
                var scores = Score(module, images[module], queries[module], cancellation);
                for (var query = 0; query < CaptionQueries; query++)
                    for (var image = 0; image < block.Length; image++)
                        collected.ScoresOf(module, query)[block[image]] = scores[image * CaptionQueries + query];
                advance(scores.Length);
            }
        }
        return collected;
    }

    private AuditScores ScoreCaptions(Action<long> advance, CancellationToken cancellation)
    {
        var queries = _networks.EncodeImages(FeaturesOf(_imageQueries));
        var collected = Collect("i2t", vectors => vectors.OfImages(queries), _fold.Captions.Count);
        foreach (var block in Enumerable.Range(0, _fold.Captions.Count).Chunk(CaptionsPerBlock))
        {
            var captions = _networks.EncodeCaptions([.. block.Select(caption => _fold.Captions[caption])]);
            Add(collected, block[0], vectors => vectors.OfCaptions(captions));
            foreach (var module in _networks.Modules)
            {
                var scores = Score(module, queries[module], captions[module], cancellation);
                for (var query = 0; query < ImageQueries; query++)
                    scores.AsSpan(query * block.Length, block.Length).CopyTo(collected.ScoresOf(module, query)[block[0]..]);
                advance(scores.Length);
            }
        }
        return collected;
    }

    private AuditScores Collect(string direction, Func<ShortlistVectors, float[]> queries, int items)
    {
        AuditedVectors From(ShortlistVectors vectors) => new(queries(vectors), items, vectors.Size);
        return new AuditScores(direction, _networks.Modules, From(_globals), _dual is null ? null : From(_dual), items);
    }

    private void Add(AuditScores collected, int first, Func<ShortlistVectors, float[]> items)
    {
        collected.VectorsFor(_globals.Kind).Add(first, items(_globals));
        if (_dual is not null) collected.VectorsFor(_dual.Kind).Add(first, items(_dual));
    }

    private float[] FeaturesOf(int[] images) => _data.ReadFeatures(Array.ConvertAll(images, image => _fold.FirstImage + image));

    /// <summary>(B, C). The queries are packed again for every block; against its scoring that is little.</summary>
    private float[] Score(SimilarityModule module, EncodedImages images, EncodedCaptions captions, CancellationToken cancellation)
    {
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        var scores = new float[images.Count * captions.Count];
        _networks.Scorers[module].Score(packedImages, packedCaptions, scores, _threads, cancellation);
        return scores;
    }
}
