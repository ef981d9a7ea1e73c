using Prometheus;
using Sgraf.Api.Gallery;

namespace Sgraf.Api.Ingest;

/// <summary>What Prometheus reads of the gallery.</summary>
internal sealed class GalleryMetrics
{
    public GalleryMetrics(CollectorRegistry registry, ImageGallery gallery)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        var items = metrics.CreateGauge("sgraf_gallery_items", "Pictures and captions of the gallery.", "kind");
        var stale = metrics.CreateGauge("sgraf_gallery_stale_items", "Those that are left out of searches until they are indexed anew.", "kind");
        var bytes = metrics.CreateGauge("sgraf_gallery_bytes", "Bytes of the segment files.");
        var deleted = metrics.CreateGauge("sgraf_gallery_deleted_bytes", "Bytes of them that are deleted and not yet given back.");
        var cached = metrics.CreateGauge("sgraf_gallery_cache_bytes", "Bytes of embeddings and vectors that are kept in memory.");
        var reads = metrics.CreateCounter("sgraf_gallery_reads_total", "Embeddings that were wanted, by whether they were in memory.", "source");
        registry.AddBeforeCollectCallback(() =>
        {
            using (var hold = gallery.Hold())
            {
                var snapshot = hold.Snapshot;
                items.WithLabels("picture").Set(snapshot.ImageItems.Count + snapshot.StaleImages);
                items.WithLabels("caption").Set(snapshot.CaptionItems.Count + snapshot.StaleCaptions);
                stale.WithLabels("picture").Set(snapshot.StaleImages);
                stale.WithLabels("caption").Set(snapshot.StaleCaptions);
            }
            var space = gallery.Space();
            bytes.Set(space.Bytes);
            deleted.Set(space.Deleted);
            cached.Set(gallery.Cache.Bytes);
            reads.WithLabels("memory").IncTo(gallery.Cache.Hits);
            reads.WithLabels("disk").IncTo(gallery.Cache.Misses);
        });
    }
}
