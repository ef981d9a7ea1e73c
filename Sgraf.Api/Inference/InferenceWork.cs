using System.Diagnostics;

namespace Sgraf.Api.Inference;

/// <summary>One request's work on the model, waiting for its turn.</summary>
internal sealed class InferenceWork<T>(Func<Turn, T> work, CancellationToken cancellation) : IInferenceWork
{
    // Its waiters go on on threads of their own, never on the worker's.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly long _arrival = Stopwatch.GetTimestamp();

    public Task<T> Result => _result.Task;

    public bool Run(int threads)
    {
        if (cancellation.IsCancellationRequested)
        {
            _result.SetCanceled(cancellation);
            return false;
        }
        try
        {
            _result.SetResult(work(new Turn(threads, Stopwatch.GetElapsedTime(_arrival), cancellation)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _result.SetCanceled(cancellation);
        }
        catch (Exception failure)
        {
            _result.SetException(failure);
        }
        return true;
    }
}

/// <summary>Work whatever its result.</summary>
internal interface IInferenceWork
{
    /// <param name="threads">Threads it may use.</param>
    /// <returns>Whether anything was done: not when nobody waits for the result any more.</returns>
    bool Run(int threads);
}
