using Prometheus;
using Sgraf.Api.Admission;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Inference;

namespace Sgraf.Api.Telemetry;

/// <summary>What Prometheus reads at <c>/metrics</c>.</summary>
internal sealed class ServiceMetrics
{
    private readonly Histogram _stages, _requests;

    public ServiceMetrics(CollectorRegistry registry, InferenceWorker worker, BodyBudget bodies, ImageGallery gallery)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        var buckets = Histogram.ExponentialBuckets(0.0005, 2, 16);    // half a millisecond to 16 seconds
        _stages = metrics.CreateHistogram(
            "sgraf_stage_seconds", "Time of each stage of the requests.", ["stage"], new HistogramConfiguration { Buckets = buckets });
        _requests = metrics.CreateHistogram(
            "sgraf_request_seconds", "Time of requests by route and status.", ["route", "status"], new HistogramConfiguration { Buckets = buckets });
        Watch(registry, metrics, [
            ("sgraf_queue_length", "Requests that wait for a worker.", () => worker.Waiting),
            ("sgraf_running", "Requests that are worked on.", () => worker.Running),
            ("sgraf_body_bytes", "Bytes of bodies that are being read or worked on.", () => bodies.Taken),
            ("sgraf_gallery_pictures", "Pictures that searches find.", () => Count(gallery, snapshot => snapshot.Images.Shortlist.Count)),
            ("sgraf_gallery_captions", "Captions that searches find.", () => Count(gallery, snapshot => snapshot.Captions.Shortlist.Count)),
            ("sgraf_gallery_stale", "Pictures and captions that are to be indexed anew.", () => Count(gallery, snapshot => snapshot.StaleImages + snapshot.StaleCaptions)),
            ("sgraf_gallery_cache_bytes", "Bytes of embeddings that are kept in memory.", () => gallery.Cache.Bytes),
        ]);
        DotNetStats.Register(registry);
    }

    /// <summary>Adds a request that ended.</summary>
    public void Observe(int status, StageTimes times)
    {
        foreach (var (name, time) in times.Stages) _stages.WithLabels(name).Observe(time.TotalSeconds);
        if (times.Route is { } route) _requests.WithLabels(route, $"{status}").Observe(times.Total / 1000);
    }

    /// <summary>Numbers that are looked up when somebody asks for them.</summary>
    private static void Watch(CollectorRegistry registry, MetricFactory metrics, IEnumerable<(string Name, string Help, Func<double> Value)> numbers)
    {
        foreach (var (name, help, value) in numbers)
        {
            var gauge = metrics.CreateGauge(name, help);
            registry.AddBeforeCollectCallback(() => gauge.Set(value()));
        }
    }

    private static int Count(ImageGallery gallery, Func<GallerySnapshot, int> count)
    {
        using var hold = gallery.Hold();
        return count(hold.Snapshot);
    }
}
