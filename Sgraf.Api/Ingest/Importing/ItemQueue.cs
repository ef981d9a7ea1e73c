using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Hands the waiting items of a job to its workers, each once.</summary>
/// <param name="gallery">The gallery.</param>
/// <param name="job">The job.</param>
internal sealed class ItemQueue(ImageGallery gallery, long job)
{
    /// <summary>Items that are read at once.</summary>
    private const int PageSize = 256;

    private readonly Queue<ItemRow> _page = [];
    private readonly Lock _lock = new();
    private int _last;

    /// <summary>The next items; none at the end.</summary>
    public List<ItemRow> Take(int count)
    {
        lock (_lock)
        {
            if (_page.Count == 0)
                foreach (var item in gallery.Query(catalogue => catalogue.WaitingItems(job, _last, PageSize))) _page.Enqueue(item);
            var taken = new List<ItemRow>(count);
            while (taken.Count < count && _page.TryDequeue(out var item)) taken.Add(item);
            if (taken.Count > 0) _last = taken[^1].Number;
            return taken;
        }
    }
}
