namespace Sgraf.Api.Gallery.Writing;

/// <summary>Something that is done to the gallery, whole or not at all. Several are committed together.</summary>
internal abstract class GalleryChange
{
    /// <summary>Does it within a session; may be called again when the session was given up.</summary>
    public abstract void Apply(GallerySession session);

    /// <summary>Tells the waiter that it is done and will survive everything.</summary>
    public abstract void Complete();

    /// <summary>Tells the waiter that nothing was done.</summary>
    public abstract void Fail(Exception failure);
}

/// <summary>A change with a result.</summary>
internal abstract class GalleryChange<TResult> : GalleryChange
{
    // Waiters go on on threads of their own, never on the writer's.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult _result = default!;

    /// <summary>Ends when the change is committed.</summary>
    public Task<TResult> Result => _completion.Task;

    public sealed override void Apply(GallerySession session) => _result = ApplyTo(session);

    public sealed override void Complete() => _completion.SetResult(_result);

    public sealed override void Fail(Exception failure) => _completion.SetException(failure);

    protected abstract TResult ApplyTo(GallerySession session);
}
