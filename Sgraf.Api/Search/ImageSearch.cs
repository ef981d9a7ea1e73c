using Sgraf.Api.Admission;
using Sgraf.Api.Explain;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Sgraf.Api.Telemetry;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Search;

/// <summary>Finds sentences for a picture: among those of the request, or among the captions of the gallery.</summary>
internal sealed class ImageSearch(
    ServedModel model, ImageGallery gallery, PictureReader pictures, PictureEncoder encoder, SentenceReader sentences, SearchRules rules,
    SearchNotes notes, LimitOptions limits, StageTimes times)
{
    /// <summary>Checks what is asked for before it waits for its turn.</summary>
    /// <returns>How to search, and the sentences to rank; null for those of the gallery.</returns>
    /// <exception cref="ProblemException">It cannot be searched like this.</exception>
    public (SearchTerms Terms, IReadOnlyList<ReadText>? Candidates) Check(ImageQuery query)
    {
        if (query.Candidates is { } texts)
        {
            LimitOptions.Demand(texts.Count, limits.Texts, "candidates", nameof(limits.Texts));
            if (query.Where is not null) throw new ProblemException(Errors.InvalidRequest, "where chooses among the captions of the gallery; leave it or the candidates away.");
        }
        var terms = rules.Settle(query.Top, query.Shortlist, query.Module, query.Where, query.Explain);
        return (terms, query.Candidates is null ? null : [.. query.Candidates.Select(ReadCandidate)]);
    }

    /// <summary>Searches.</summary>
    /// <exception cref="ProblemException">The picture cannot be used, or there is no sentence to find.</exception>
    public CaptionHits Run(ImageQuery query, SearchTerms terms, IReadOnlyList<ReadText>? candidates, Turn turn)
    {
        times.Add(Stage.Wait, turn.Waited);
        var seen = pictures.Read(query.Image, times);
        turn.Cancellation.ThrowIfCancellationRequested();
        var image = encoder.ToQuery(seen, terms.Module, times);
        try
        {
            return candidates is null
                ? gallery.Search(snapshot => Search(seen, image, Stored(snapshot, terms), terms, turn))
                : Search(seen, image, Given(candidates, terms), terms, turn);
        }
        finally
        {
            image.Embeddings.Release();
        }
    }

    private ReadText ReadCandidate(string text, int place)
    {
        try
        {
            return sentences.Read(text ?? "");    // which no annotation keeps from a list
        }
        catch (ProblemException problem)
        {
            throw new ProblemException(problem.Kind, $"candidates[{place}]: {problem.Message}") { Limit = problem.Limit, Setting = problem.Setting };
        }
    }

    private CaptionSource Given(IReadOnlyList<ReadText> candidates, SearchTerms terms)
    {
        if (candidates.Count == 0) throw new ProblemException(Errors.InvalidRequest, "candidates is empty; leave it away to search the captions of the gallery.");
        var set = times.Measure(Stage.Encode, () => model.ToSet(candidates, terms.Module));
        return new CaptionSource(set, place => new FoundCaption(null, candidates[place].Text, null), 0, [.. candidates.SelectMany(text => text.Unknown).Distinct()]);
    }

    private CaptionSource Stored(GallerySnapshot snapshot, SearchTerms terms)
    {
        if (snapshot.Captions.Shortlist.Count + snapshot.StaleCaptions == 0)
            throw new ProblemException(Errors.GalleryEmpty, "There is no caption to find yet; add some by POST /captions, or send candidates.");
        var set = terms.Where is null ? snapshot.Captions : snapshot.Captions with
        {
            Shortlist = snapshot.Captions.Shortlist.Within(snapshot.CaptionsAmong(gallery.Query(catalogue => catalogue.CaptionsWhere(terms.Where)))),
        };
        return new CaptionSource(
            set,
            place => gallery.Query(catalogue => catalogue.FindCaption(snapshot.CaptionNumber(place))) is { } row ? new FoundCaption(row.Number, row.Text, row.PictureId) : null,
            snapshot.StaleCaptions, []);
    }

    private CaptionHits Search(SeenPicture seen, SearchQuery<PackedImages> image, CaptionSource source, SearchTerms terms, Turn turn)
    {
        var result = model.Searcher.FindCaptions(image, source.Set, terms.ToSettings(turn.Threads), turn.Cancellation);
        times.Add(result);
        SearchHit[] found = [.. result.Hits.Take(terms.Top)];
        var captions = Array.ConvertAll(found, hit => source.Describe(hit.Index));
        var explanations = terms.Explain ? times.Measure(Stage.Explain, () => Explain(seen, image, source, found, captions, turn)) : null;
        return new CaptionHits
        {
            Image = new QueryImage(seen.Id, seen.Width, seen.Height, seen.Boxes),
            Hits = [.. found.Zip(captions).Index().Where(hit => hit.Item.Second is not null).Select(hit => ToHit(hit.Item.First, hit.Item.Second!, explanations?[hit.Index]))],
            Searched = source.Set.Shortlist.Count,
            Shortlist = result.Hits.Count,
            Module = ModuleNames.Of(terms.Module),
            UnknownWords = source.Unknown,
            Timings = SearchTimings.Of(times),
            Notes = notes.Of(source.Unknown, source.Stale, "captions"),
        };
    }

    private Explanation?[] Explain(
        SeenPicture seen, SearchQuery<PackedImages> image, CaptionSource source, SearchHit[] found, FoundCaption?[] captions, Turn turn)
    {
        int[] places = [.. found.Select(hit => hit.Index)];
        var packed = image.Embeddings.Keys.ToDictionary(part => part, part => source.Set.Load(part, places));
        try
        {
            return model.Explain(image.Embeddings, packed, Array.ConvertAll(captions, caption => caption is null
                ? ((IReadOnlyList<RegionEvidence>, ReadText)?)null
                : (seen.Regions, ReadText.Of(caption.Text, model.Vocabulary))), turn);
        }
        finally
        {
            packed.Release();
        }
    }

    private static CaptionHit ToHit(SearchHit hit, FoundCaption caption, Explanation? explanation) => new()
    {
        CaptionId = caption.Id,
        Text = caption.Text,
        Rank = hit.Rank + 1,
        ShortlistRank = hit.ShortlistRank + 1,
        Score = hit.Score,
        Sgr = hit.Sgr,
        Saf = hit.Saf,
        ImageId = caption.ImageId,
        Explanation = explanation,
    };
}
