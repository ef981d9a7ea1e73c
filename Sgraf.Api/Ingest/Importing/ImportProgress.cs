using System.Text.Json;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>An import and how far it is.</summary>
internal sealed record ImportProgress
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary><c>folder</c>, <c>archive</c>, <c>lines</c>, <c>demo</c>, or <c>reindex</c> for pictures that another model indexed.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called: the folder or file as it was named.</summary>
    public required string Name { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>completed</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Its items, as far as they are known.</summary>
    public required int Total { get; init; }

    /// <summary>Items that nothing more will happen to.</summary>
    public required int Done { get; init; }

    /// <summary>Items that were added, or indexed anew.</summary>
    public required int Added { get; init; }

    /// <summary>Items that the gallery had.</summary>
    public required int Existing { get; init; }

    /// <summary>Items that could not be added; <c>/imports/{id}/errors</c> says why.</summary>
    public required int Failed { get; init; }

    /// <summary>Items a second since the service took it up; null while it does not run.</summary>
    public double? Rate { get; init; }

    /// <summary>Seconds to its end at that rate; null where that is not known.</summary>
    public double? RemainingSeconds { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ended; null before.</summary>
    public required DateTimeOffset? Ended { get; init; }

    /// <summary>Why it could not go on; null otherwise.</summary>
    public Problem? Error { get; init; }

    /// <summary>The same state has the same mark; another one a different one.</summary>
    internal string Mark => $"{State}-{Total}-{Done}";

    /// <summary>Whether nothing will happen to it any more.</summary>
    internal bool HasEnded { get; init; }

    public static ImportProgress Of(JobRow job, ItemCounts counts) => new()
    {
        Id = job.Number,
        Kind = $"{job.Kind}".ToLowerInvariant(),
        Name = job.Name,
        State = $"{job.State}".ToLowerInvariant(),
        Total = job.Total,
        Done = counts.Done,
        Added = counts.Added,
        Existing = counts.Existing,
        Failed = counts.Failed,
        Created = job.Created,
        Ended = job.Ended,
        Error = job.Problem is null ? null : JsonSerializer.Deserialize(job.Problem, ListJson.Default.Problem),
        HasEnded = job.HasEnded,
    };
}
