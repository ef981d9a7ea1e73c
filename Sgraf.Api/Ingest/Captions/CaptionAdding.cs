using Sgraf.Api.Admission;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Ingest.Captions;

/// <summary>Adds the captions of a request; one that cannot be used does not keep the others from it.</summary>
internal sealed class CaptionAdding(CaptionEncoding encoding, ImageGallery gallery, InferenceWorker worker, LimitOptions limits)
{
    /// <exception cref="ProblemException">There are none or too many, or none could be added.</exception>
    public async Task<StoredCaptions> AddAsync(IReadOnlyList<CaptionInput> captions, CancellationToken cancellation)
    {
        if (captions.Count == 0) throw new ProblemException(Errors.InvalidRequest, "There are no captions, expected at least one.");
        if (captions.Any(caption => caption is null)) throw new ProblemException(
            Errors.InvalidRequest, "captions holds null; leave it away.");
        LimitOptions.Demand(captions.Count, limits.Texts, "captions", nameof(limits.Texts));
        var (read, encoded) = await worker.RunAsync(_ => Encode(captions), cancellation);
        var stored = await StoreAsync(captions, read, encoded);
        return stored.Exists(caption => caption.Status != Outcome.Failed) ? new StoredCaptions(stored) : throw NothingAdded(stored);
    }

    private ((ReadText? Text, Problem? Error)[] Read, Queue<NewCaption> Encoded) Encode(IReadOnlyList<CaptionInput> captions)
    {
        var read = captions.Select(Read).ToArray();
        return (read, new Queue<NewCaption>(encoding.Encode([.. read.Select(one => one.Text).OfType<ReadText>()])));
    }

    private (ReadText? Text, Problem? Error) Read(CaptionInput caption)
    {
        try
        {
            return (encoding.Read(caption.Text), null);
        }
        catch (ProblemException failure)
        {
            return (null, Problem.Of(failure));
        }
    }

    private Task<List<StoredCaption>> StoreAsync(
        IReadOnlyList<CaptionInput> captions, (ReadText? Text, Problem? Error)[] read, Queue<NewCaption> encoded) => gallery.ChangeAsync(session =>
    {
        var waiting = new Queue<NewCaption>(encoded);    // a session that was given up is done again from the beginning
        return read.Select((one, place) => one.Error is { } error
            ? new StoredCaption(place, Outcome.Failed, null, error)
            : Store(session, place, waiting.Dequeue(), captions[place].ImageId)).ToList();
    });

    private static StoredCaption Store(GallerySession session, int place, NewCaption caption, string? imageId)
    {
        var picture = imageId is null ? null : session.Catalogue.FindPicture(imageId);
        if (imageId is not null && picture is null)
            return new StoredCaption(place, Outcome.Failed, null, Problem.Of(
                new ProblemException(Errors.ImageNotFound, "There is no picture of this imageId; GET /images lists them.")));
        var added = session.Add(caption, picture?.Number, picture?.Id);
        return new StoredCaption(place, added.IsNew ? Outcome.Added : Outcome.Exists, added.Number, null);
    }

    private static ProblemException NothingAdded(List<StoredCaption> stored)
    {
        var first = stored[0].Error!;
        return new ProblemException(Errors.All.First(kind => kind.Type == first.Type), first.Detail) { Errors = [.. stored.Select(one => one.Error!)] };
    }
}
