namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>How far a job is. A service that is started again goes on with those that have not ended.</summary>
internal enum JobState
{
    /// <summary>It waits for others.</summary>
    Queued,

    /// <summary>It is being done.</summary>
    Running,

    /// <summary>Every item was added or failed for a reason of its own.</summary>
    Completed,

    /// <summary>Somebody ended it; what was added before stays.</summary>
    Cancelled,

    /// <summary>It could not go on; what was added before stays.</summary>
    Failed,
}
