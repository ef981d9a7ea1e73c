using Sgraf.Api.Admission;
using Sgraf.Api.Explain;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Sgraf.Api.Telemetry;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Score;

/// <summary>Scores every picture of a request with every text; one that cannot be used does not keep the others from it.</summary>
internal sealed class PairScoring(ServedModel model, PictureReader pictures, PictureEncoder encoder, SentenceReader sentences, LimitOptions limits, StageTimes times)
{
    /// <summary>Refuses what would be too much work before any is done.</summary>
    /// <exception cref="ProblemException">A limit is passed, or nothing is to be scored.</exception>
    public void Check(ScoreRequest request)
    {
        var (images, texts) = (request.Images.Count, request.Texts.Count);
        if (images == 0 || texts == 0)
            throw new ProblemException(Errors.InvalidRequest, $"The request has {images} images and {texts} texts, expected at least one of both.");
        if (request.Images.Any(image => image is null) || request.Texts.Any(text => text is null))    // which no annotation keeps from a list
            throw new ProblemException(Errors.InvalidRequest, "images or texts holds null; leave it away.");
        LimitOptions.Demand(images, limits.Images, "images", nameof(limits.Images));
        LimitOptions.Demand(texts, limits.Texts, "texts", nameof(limits.Texts));
        LimitOptions.Demand((long)images * texts, limits.Pairs, "pairs", nameof(limits.Pairs));
        if (request.Explain) LimitOptions.Demand((long)images * texts, limits.Explanations, "pairs to explain", nameof(limits.Explanations));
        _ = model.Choose(request.Module);
    }

    /// <summary>Does the work.</summary>
    /// <exception cref="ProblemException">No pair could be scored.</exception>
    public ScoreResult Run(ScoreRequest request, Turn turn)
    {
        times.Add(Stage.Wait, turn.Waited);
        var images = ReadImages(request.Images, turn);
        var texts = ReadTexts(request.Texts);
        if (!images.Any(image => image.Seen is not null) || !texts.Any(text => text.Read is not null))
            throw NothingToScore([.. images.Select(image => image.Error), .. texts.Select(text => text.Error)]);
        var pairs = ScoreAll(request, images, texts, turn);
        return new ScoreResult(
            [.. request.Images.Select((input, place) => new ScoredImage(place, input.Id, input.Name, images[place].Error))],
            [.. texts.Select((text, place) => new ScoredText(place, request.Texts[place], text.Read?.Words ?? [], text.Read?.Unknown ?? [], text.Error))],
            pairs,
            ScoreTimings.Of(times));
    }

    private (SeenPicture? Seen, Problem? Error)[] ReadImages(IReadOnlyList<PictureInput> inputs, Turn turn)
    {
        var images = new (SeenPicture?, Problem?)[inputs.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = turn.Threads, CancellationToken = turn.Cancellation };
        Parallel.For(0, images.Length, options, place => images[place] = Attempt(() => pictures.Read(inputs[place], times)));
        return images;
    }

    private (ReadText? Read, Problem? Error)[] ReadTexts(IReadOnlyList<string> texts) =>
        [.. texts.Select(text => Attempt(() => sentences.Read(text)))];

    private List<ScoredPair> ScoreAll(
        ScoreRequest request, (SeenPicture? Seen, Problem? Error)[] images, (ReadText? Read, Problem? Error)[] texts, Turn turn)
    {
        int[] imagePlaces = [.. Enumerable.Range(0, images.Length).Where(place => images[place].Seen is not null)];
        int[] textPlaces = [.. Enumerable.Range(0, texts.Length).Where(place => texts[place].Read is not null)];
        var (seen, read) = (imagePlaces.Select(place => images[place].Seen!).ToList(), textPlaces.Select(place => texts[place].Read!).ToList());
        var module = model.Choose(request.Module);
        var captions = times.Measure(Stage.Encode, () => model.Pack(read, module));
        var groups = encoder.Encode(seen, module, times);
        try
        {
            var pairs = groups.SelectMany(group => ScoreGroup(group, seen, captions, read, request.Explain, turn));
            return [.. pairs.OrderBy(pair => (pair.Image, pair.Text)).Select(pair => pair with { Image = imagePlaces[pair.Image], Text = textPlaces[pair.Text] })];
        }
        finally
        {
            captions.Release();
            foreach (var group in groups) group.Dispose();
        }
    }

    private IEnumerable<ScoredPair> ScoreGroup(
        PictureGroup group, List<SeenPicture> seen, IReadOnlyDictionary<SimilarityModule, PackedCaptions> captions, List<ReadText> read, bool explain, Turn turn)
    {
        var batch = new PairBatch(model, group.Packed, captions);
        var scores = times.Measure(Stage.Score, () => batch.Score(turn));
        for (var pair = 0; pair < scores.Length; pair++)
        {
            turn.Cancellation.ThrowIfCancellationRequested();
            var (image, text) = (pair / read.Count, pair % read.Count);
            var regions = seen[group.Places[image]].Regions;
            var explanation = explain ? times.Measure(Stage.Explain, () => batch.Explain(image, regions, text, read[text], turn.Cancellation)) : null;
            yield return new ScoredPair(group.Places[image], text, scores[pair].Score, scores[pair].Sgr, scores[pair].Saf, explanation);
        }
    }

    /// <summary>What belongs to one item stays with it; a fault of the service does not.</summary>
    private static (T? Value, Problem? Error) Attempt<T>(Func<T> work)
        where T : class
    {
        try
        {
            return (work(), null);
        }
        catch (Exception failure) when (Errors.IsOfTheRequest(failure))
        {
            return (null, Problem.Of(failure));
        }
    }

    private static ProblemException NothingToScore(IReadOnlyList<Problem?> errors)
    {
        List<Problem> found = [.. errors.OfType<Problem>()];
        var kind = Errors.All.First(kind => kind.Type == found[0].Type);
        return new ProblemException(kind, $"No pair could be scored: {found[0].Detail}") { Errors = found };
    }
}
