using System.Diagnostics;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Telemetry;
using Sgraf.Model.Bundles;
using Sgraf.Model.Search;

namespace Sgraf.Api.Search;

/// <summary>Compares shortlists with exhaustive searches, with captions and pictures of the gallery as queries.</summary>
internal sealed class GalleryAudit(ServedModel model, ImageGallery gallery, SearchOptions options, StageTimes times)
{
    /// <exception cref="ProblemException">The gallery lacks pictures or captions.</exception>
    public AuditReport Run(AuditRequest request, Turn turn)
    {
        times.Add(Stage.Wait, turn.Waited);
        return gallery.Search(snapshot => Run(snapshot, request, turn));
    }

    private AuditReport Run(GallerySnapshot snapshot, AuditRequest request, Turn turn)
    {
        var start = Stopwatch.GetTimestamp();
        var (images, captions) = (snapshot.Images.Shortlist, snapshot.Captions.Shortlist);
        if (images.Count == 0 || captions.Count == 0)
            throw new ProblemException(Errors.GalleryEmpty, "An audit needs pictures and captions; add some by POST /images.");
        var queries = request.Queries ?? AuditRequest.UsualQueries;
        var random = new Random(request.Seed);
        var captionQueries = Sample(captions, random, Math.Min(queries, options.AuditPairs / 2 / images.Count));
        var imageQueries = Sample(images, random, Math.Min(queries, options.AuditPairs / 2 / captions.Count));
        var settings = new SearchSettings { ShortlistSize = null, Module = model.Manifest.Modules, Threads = turn.Threads };
        return new AuditReport
        {
            Images = images.Count,
            Captions = captions.Count,
            CaptionQueries = captionQueries.Length,
            ImageQueries = imageQueries.Length,
            Kept =
            [
                .. Measure("t2i", captionQueries, place => Find(snapshot.Captions, place, query => model.Searcher.FindImages(query, snapshot.Images, settings, turn.Cancellation))),
                .. Measure("i2t", imageQueries, place => Find(snapshot.Images, place, query => model.Searcher.FindCaptions(query, snapshot.Captions, settings, turn.Cancellation))),
            ],
            Milliseconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 1),
        };
    }

    private SearchResult Find<TPacked>(SearchSet<TPacked> set, int place, Func<SearchQuery<TPacked>, SearchResult> find)
        where TPacked : IDisposable
    {
        var embeddings = model.Networks.Modules.ToDictionary(module => module, module => set.Load(module, new[] { place }));
        try
        {
            var result = find(new SearchQuery<TPacked>(set.VectorAt(place), embeddings));
            times.Add(result);
            return result;
        }
        finally
        {
            embeddings.Release();
        }
    }

    private IEnumerable<AuditRow> Measure(string direction, int[] queries, Func<int, SearchResult> search)
    {
        SimilarityModule[] modules = [.. model.Networks.Modules, .. model.Networks.Modules.Count > 1 ? [SimilarityModule.Sgraf] : (SimilarityModule[])[]];
        var audits = modules.ToDictionary(module => module, _ => new ShortlistAudit());
        foreach (var query in queries)
        {
            var hits = search(query).Hits;
            foreach (var (module, audit) in audits) Add(audit, hits, module);
        }
        return audits.SelectMany(audit => audit.Value.Shares.Select(share => new AuditRow(direction, ModuleNames.Of(audit.Key), share.Shortlist, share.Top, Math.Round(share.Kept, 4))));
    }

    /// <summary>An item is known here by its place in the shortlist, so that a shortlist of n is the items up to n.</summary>
    private static void Add(ShortlistAudit audit, IReadOnlyList<SearchHit> hits, SimilarityModule module)
    {
        var scores = new float[hits.Count];
        foreach (var hit in hits)
            scores[hit.ShortlistRank] = module switch { SimilarityModule.Sgr => hit.Sgr!.Value, SimilarityModule.Saf => hit.Saf!.Value, _ => hit.Score };
        audit.Add([.. Enumerable.Range(0, hits.Count)], scores);
    }

    private static int[] Sample(Shortlist shortlist, Random random, int count)
    {
        int[] places = [.. Enumerable.Range(0, shortlist.Places).Where(shortlist.CanFind)];
        random.Shuffle(places);
        return [.. places.Take(Math.Max(1, count)).Order()];
    }
}
