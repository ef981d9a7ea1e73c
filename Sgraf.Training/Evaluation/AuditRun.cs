using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Model.Text;
using Sgraf.Training.Data;

namespace Sgraf.Training.Evaluation;

/// <summary>Compares a bundle's shortlists with exhaustive rankings, over sampled queries.</summary>
/// <remarks>Items pass by in blocks: in memory are the queries, a block, and a vector and a score for each query of every item.</remarks>
internal sealed class AuditRun : IDisposable
{
    private const int ImagesPerBlock = 32, CaptionsPerBlock = 512;

    private readonly BundleNetworks _networks;
    private readonly CaptionedImages _data;
    private readonly int[][] _captions;
    private readonly int[] _captionQueries, _imageQueries;
    private readonly int _threads;

    /// <param name="bundle">The model.</param>
    /// <param name="data">What is searched; it stays the caller's.</param>
    /// <param name="queries">Queries of each direction; all where there are fewer.</param>
    /// <param name="seed">Start of the random choice of queries.</param>
    /// <param name="threads">Threads that score; all processors when 0.</param>
    public AuditRun(Bundle bundle, CaptionedImages data, int queries, int seed, int threads)
    {
        (_data, _threads) = (data, threads);
        Vectors = new ShortlistVectors(bundle);
        _networks = new BundleNetworks(bundle);
        var indexer = new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath));
        _captions = [.. data.Captions.Select(indexer.Encode)];
        var random = new Random(seed);
        _captionQueries = Sample(random, _captions.Length, queries);
        _imageQueries = Sample(random, data.ImageCount, queries);
    }

    /// <summary>How the bundle makes vectors for its shortlists.</summary>
    public ShortlistVectors Vectors { get; }

    /// <summary>Captions that images are searched for.</summary>
    public int CaptionQueries => _captionQueries.Length;

    /// <summary>Images that captions are searched for.</summary>
    public int ImageQueries => _imageQueries.Length;

    /// <summary>Pairs that are scored in all.</summary>
    public long Pairs =>
        _networks.Modules.Count * ((long)CaptionQueries * _data.ImageCount + (long)ImageQueries * _captions.Length);

    /// <summary>Does the work.</summary>
    /// <param name="advance">Called with the pairs scored since the last call.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<KeptRow> Run(Action<long> advance, CancellationToken cancellation) =>
    [
        .. Rows("t2i", ScoreImages(advance, cancellation), cancellation),
        .. Rows("i2t", ScoreCaptions(advance, cancellation), cancellation),
    ];

    /// <inheritdoc />
    public void Dispose() => _networks.Dispose();

    private static int[] Sample(Random random, int items, int count)
    {
        var places = Enumerable.Range(0, items).ToArray();
        random.Shuffle(places);
        return [.. places.Take(count).Order()];
    }

    private IEnumerable<KeptRow> Rows(string direction, AuditScores scores, CancellationToken cancellation) =>
        scores.Audit(_threads, cancellation).Select(row => new KeptRow(
            direction, $"{row.Module}".ToLowerInvariant(), row.Share.Shortlist, row.Share.Top, row.Share.Kept));

    private AuditScores ScoreImages(Action<long> advance, CancellationToken cancellation)
    {
        var queries = _networks.EncodeCaptions([.. _captionQueries.Select(caption => _captions[caption])]);
        var collected = new AuditScores(_networks.Modules, Vectors.OfCaptions(queries), _data.ImageCount, Vectors.Size);
        foreach (var block in Enumerable.Range(0, _data.ImageCount).Chunk(ImagesPerBlock))
        {
            var images = _networks.EncodeImages(_data.ReadFeatures(block));
            collected.AddVectors(block[0], Vectors.OfImages(images));
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
        var queries = _networks.EncodeImages(_data.ReadFeatures(_imageQueries));
        var collected = new AuditScores(_networks.Modules, Vectors.OfImages(queries), _captions.Length, Vectors.Size);
        foreach (var block in Enumerable.Range(0, _captions.Length).Chunk(CaptionsPerBlock))
        {
            var captions = _networks.EncodeCaptions([.. block.Select(caption => _captions[caption])]);
            collected.AddVectors(block[0], Vectors.OfCaptions(captions));
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
