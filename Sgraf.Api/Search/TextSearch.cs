using Sgraf.Api.Explain;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest.Images;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Sgraf.Api.Telemetry;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Search;

/// <summary>Finds pictures of the gallery for a sentence.</summary>
internal sealed class TextSearch(
    ServedModel model, ImageGallery gallery, SentenceReader sentences, SearchRules rules, SearchNotes notes, StageTimes times)
{
    /// <summary>Checks what is asked for before it waits for its turn.</summary>
    /// <exception cref="ProblemException">It cannot be searched like this.</exception>
    public (ReadText Text, SearchTerms Terms) Check(TextQuery query) =>
        (sentences.Read(query.Text), rules.Settle(query.Top, query.Shortlist, query.Module, query.Where, query.Explain));

    /// <summary>Searches.</summary>
    /// <exception cref="ProblemException">The gallery is empty.</exception>
    public ImageHits Run(ReadText text, SearchTerms terms, Turn turn)
    {
        times.Add(Stage.Wait, turn.Waited);
        var query = times.Measure(Stage.Encode, () => model.ToQuery(text, terms.Module));
        try
        {
            return gallery.Search(snapshot => Search(snapshot, text, query, terms, turn));
        }
        finally
        {
            query.Embeddings.Release();
        }
    }

    private ImageHits Search(GallerySnapshot snapshot, ReadText text, SearchQuery<PackedCaptions> query, SearchTerms terms, Turn turn)
    {
        if (snapshot.Images.Shortlist.Count + snapshot.StaleImages == 0)
            throw new ProblemException(Errors.GalleryEmpty, "There is no picture to find yet; add some by POST /images.");
        var set = terms.Where is null ? snapshot.Images : snapshot.Images with { Shortlist = snapshot.Images.Shortlist.Within(Matching(snapshot, terms.Where)) };
        var result = model.Searcher.FindImages(query, set, terms.ToSettings(turn.Threads), turn.Cancellation);
        times.Add(result);
        var hits = Describe(snapshot, text, query, [.. result.Hits.Take(terms.Top)], terms, turn);
        return new ImageHits
        {
            Text = text.Text,
            Words = text.Words,
            UnknownWords = text.Unknown,
            Hits = hits,
            Searched = set.Shortlist.Count,
            Shortlist = result.Hits.Count,
            Module = ModuleNames.Of(terms.Module),
            Timings = SearchTimings.Of(times),
            Notes = notes.Of(text.Unknown, snapshot.StaleImages, "pictures"),
        };
    }

    private PlaceMask Matching(GallerySnapshot snapshot, IReadOnlyDictionary<string, string> where) =>
        snapshot.ImagesAmong(gallery.Query(catalogue => catalogue.PicturesWhere(where)));

    private List<ImageHit> Describe(
        GallerySnapshot snapshot, ReadText text, SearchQuery<PackedCaptions> query, SearchHit[] found, SearchTerms terms, Turn turn)
    {
        var rows = gallery.Query(catalogue => Array.ConvertAll(found, hit => (
            Picture: catalogue.FindPicture(snapshot.ImageNumber(hit.Index)),
            Captions: catalogue.CaptionsOf(snapshot.ImageNumber(hit.Index)))));
        var explanations = terms.Explain ? times.Measure(Stage.Explain, () => Explain(snapshot, text, query, found, [.. rows.Select(row => row.Picture)], turn)) : null;
        List<ImageHit> hits = [];
        for (var place = 0; place < found.Length; place++)
        {
            if (rows[place].Picture is not { } row) continue;    // deleted since the snapshot
            hits.Add(ToHit(found[place], row, rows[place].Captions, explanations?[place]));
        }
        return hits;
    }

    private ImageHit ToHit(SearchHit hit, PictureRow row, List<CaptionRow> captions, Explanation? explanation) => new()
    {
        Id = row.Id,
        Rank = hit.Rank + 1,
        ShortlistRank = hit.ShortlistRank + 1,
        Score = hit.Score,
        Sgr = hit.Sgr,
        Saf = hit.Saf,
        Width = row.Width,
        Height = row.Height,
        Picture = ImageLinks.Picture(row.Id),
        Thumbnail = ImageLinks.Thumbnail(row.Id),
        Boxes = SeenPicture.Of(row, model.Regions.Labels).Boxes,
        Captions = [.. captions.Select(caption => caption.Text)],
        Metadata = row.Metadata,
        Explanation = explanation,
    };

    private Explanation?[] Explain(
        GallerySnapshot snapshot, ReadText text, SearchQuery<PackedCaptions> query, SearchHit[] found, PictureRow?[] rows, Turn turn)
    {
        int[] places = [.. found.Select(hit => hit.Index)];
        var images = query.Embeddings.Keys.ToDictionary(part => part, part => snapshot.Images.Load(part, places));
        try
        {
            return model.Explain(
                images, query.Embeddings, Array.ConvertAll(rows, row => row is null ? ((IReadOnlyList<RegionEvidence>, ReadText)?)null : (RegionsOf(row), text)), turn);
        }
        finally
        {
            images.Release();
        }
    }

    private IReadOnlyList<RegionEvidence> RegionsOf(PictureRow row) => SeenPicture.Of(row, model.Regions.Labels).Regions;
}
