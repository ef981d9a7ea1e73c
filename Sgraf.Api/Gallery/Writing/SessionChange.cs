namespace Sgraf.Api.Gallery.Writing;

/// <summary>A change that is one function of the session.</summary>
internal sealed class SessionChange<TResult>(Func<GallerySession, TResult> apply) : GalleryChange<TResult>
{
    protected override TResult ApplyTo(GallerySession session) => apply(session);
}
