using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Access;

/// <summary>How many requests a minute each key may send.</summary>
internal static class KeyLimits
{
    private const int SegmentsPerMinute = 6;

    public static void Configure(RateLimiterOptions limiter, AccessOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Features.Get<ApiKeyOptions>() is { } key
            ? Partition(key.Name, key.RequestsPerMinute ?? options.RequestsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = static async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromMinutes(1) / SegmentsPerMinute;
            await ProblemWriter.WriteAsync(rejected.HttpContext, new ProblemException(
                Errors.RateLimited, "This key sent as many requests in the last minute as it may; try again after the time in Retry-After.") { RetryAfter = wait });
        };
    }

    private static RateLimitPartition<string> Partition(string name, int perMinute) => perMinute == 0
        ? RateLimitPartition.GetNoLimiter(name)
        : RateLimitPartition.GetSlidingWindowLimiter(name, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = SegmentsPerMinute,
            QueueLimit = 0,
        });
}
