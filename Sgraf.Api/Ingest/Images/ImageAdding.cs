using Sgraf.Api.Gallery;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Images;

/// <summary>Adds the files of a request; one that cannot be used does not keep the others from it.</summary>
internal sealed class ImageAdding(PictureIndexer indexer, PictureRules rules, ImageGallery gallery, InferenceWorker worker, ImportOptions options)
{
    /// <exception cref="ProblemException">There are none or too many, or none could be added.</exception>
    public async Task<AddedImages> AddAsync(IReadOnlyList<PictureSource> sources, CancellationToken cancellation)
    {
        Check(sources.Count);
        var results = new List<AddedImage>(sources.Count);
        foreach (var batch in sources.Chunk(PictureIndexer.BatchSize))
            results.AddRange(await Task.WhenAll((await IndexAsync(batch, cancellation)).Zip(batch, StoreAsync)));
        return results.Exists(result => result.Status != Outcome.Failed) ? new AddedImages(results) : throw NothingAdded(results);
    }

    private void Check(int count)
    {
        if (count == 0) throw new ProblemException(
            Errors.InvalidForm, $"There is no file; send pictures as files of the field {AddRequest.Files}.");
        if (count > options.FilesPerRequest)
            throw ImportOptions.Passed(
                Errors.LimitExceeded, $"The request has {count} files", options.FilesPerRequest, nameof(options.FilesPerRequest));
    }

    private async Task<IndexedPicture[]> IndexAsync(PictureSource[] batch, CancellationToken cancellation)
    {
        try
        {
            return await worker.RunAsync(turn => indexer.Index([.. batch.Select(Checked)], turn.Cancellation), cancellation);
        }
        catch (ProblemException failure) when (failure.Kind == Errors.TooBusy)    // what was added before stays added
        {
            return [.. batch.Select(_ => new IndexedPicture { Error = Problem.Of(failure) })];
        }
    }

    private PictureSource Checked(PictureSource source) => source with
    {
        Read = () =>
        {
            rules.Check(source);
            return source.Read();
        },
    };

    private async Task<AddedImage> StoreAsync(IndexedPicture picture, PictureSource source)
    {
        if (picture.Error is { } error) return new AddedImage(source.Name, Outcome.Failed, null, error);
        try
        {
            var added = await gallery.ChangeAsync(session => session.Add(picture));
            return new AddedImage(source.Name, added.IsNew ? Outcome.Added : Outcome.Exists, picture.Id(), null);
        }
        catch (Exception failure) when (failure is GalleryException or ProblemException)
        {
            return new AddedImage(source.Name, Outcome.Failed, null, Problem.Of(failure));
        }
    }

    private static ProblemException NothingAdded(List<AddedImage> results)
    {
        var first = results[0].Error!;
        var kind = Errors.All.First(kind => kind.Type == first.Type);
        var subject = results.Count == 1 ? "" : "No file could be added. The first: ";
        return new ProblemException(kind, subject + first.Detail)
        {
            Errors = [.. results.Select(result => result.Error!)],
            RetryAfter = kind == Errors.TooBusy ? TimeSpan.FromSeconds(1) : null,
        };
    }
}
