using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery;

/// <summary>A snapshot that stays usable until this is disposed of.</summary>
internal sealed class GalleryHold(GallerySnapshot snapshot) : IDisposable
{
    private GallerySnapshot? _held = snapshot;

    /// <summary>The snapshot.</summary>
    public GallerySnapshot Snapshot => _held ?? throw new ObjectDisposedException(nameof(GalleryHold));

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
}
