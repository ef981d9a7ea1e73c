using Sgraf.Api.Problems;

namespace Sgraf.Api.Inference;

/// <summary>Whether requests are answered yet, and if not, why.</summary>
internal sealed class Readiness
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _obstacle = "The model is being warmed up; try again in a moment.";

    /// <summary>What stands in the way; null when the service is ready.</summary>
    public string? Obstacle => _obstacle;

    /// <summary>Ends when the service is ready for the first time.</summary>
    public Task Reached => _reached.Task;

    /// <summary>From now on requests are answered.</summary>
    public void Reach()
    {
        _obstacle = null;
        _reached.TrySetResult();
    }

    /// <summary>Requests will not be answered.</summary>
    public void Fail(string reason) => _obstacle = reason;

    /// <exception cref="ProblemException">The service is not ready.</exception>
    public void Demand()
    {
        if (Obstacle is { } obstacle) throw new ProblemException(Errors.NotReady, obstacle) { RetryAfter = TimeSpan.FromSeconds(1) };
    }
}
