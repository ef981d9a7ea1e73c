using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Opening;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Gallery.Writing;

namespace Sgraf.Api.Gallery;

/// <summary>Pictures and captions that are kept for good, and searched in.</summary>
/// <remarks>
/// What is acknowledged survives a kill or a loss of power at any moment. Readers hold snapshots and never wait; additions that come
/// together share the flushes to the disk. Any number of threads may use it.
/// </remarks>
internal sealed partial class ImageGallery : IAsyncDisposable
{
    private readonly FolderLock _lock;
    private readonly CatalogueFile _catalogue;
    private readonly SegmentStore _segments;
    private readonly GalleryWriter _writer;
    private readonly EmbeddingCache _cache;
    private readonly GalleryDamages _damages;
    private readonly ILogger _logger;

    private ImageGallery(GalleryOptions options, Func<EmbeddingLayout> layoutOf, TimeProvider time, ILogger logger, FolderLock folderLock)
    {
        (_lock, _logger, _cache) = (folderLock, logger, new EmbeddingCache((long)options.CacheMegabytes << 20));
        var folder = Path.GetFullPath(options.Folder);
        (_catalogue, _segments) = (new CatalogueFile(folder), new SegmentStore(folder));
        SqliteConnection? connection = null;
        try
        {
            var opening = new GalleryOpening(_catalogue, _segments, time);
            connection = opening.Open();
            Layout = layoutOf();
            var reader = new EmbeddingReader(Layout, _cache);
            var snapshot = new SnapshotLoader(connection, _segments, Layout, opening.Problems).Load(reader);
            var largest = (long)options.SegmentMegabytes << 20;
            var appenders = new SegmentAppenders(_segments, largest);
            GalleryOpening.Continue(connection, _segments, appenders, largest);
            Problems = opening.Problems;
            _writer = new GalleryWriter(connection, appenders, Layout, reader, snapshot, time, logger);
        }
        catch
        {
            connection?.Dispose();
            CloseFiles();
            throw;
        }
        _damages = new GalleryDamages(_writer, logger);
        Compaction = new GalleryCompaction(_catalogue, _segments, _writer, options, logger);
        Verification = new GalleryVerification(_catalogue, _segments, _damages, logger);
        foreach (var problem in Problems) LogProblem(problem);
    }

    /// <summary>Whose embeddings it searches in.</summary>
    public EmbeddingLayout Layout { get; }

    /// <summary>What was found damaged at start, one line each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Gives the space of deleted records back.</summary>
    public GalleryCompaction Compaction { get; }

    /// <summary>Looks for damage that opening cannot see.</summary>
    public GalleryVerification Verification { get; }

    /// <summary>Bytes that the cache of embeddings and vectors holds, and how often it helped.</summary>
    public (long Bytes, long Hits, long Misses) Cache => (_cache.Bytes, _cache.Uses.Hits, _cache.Uses.Misses);

    /// <summary>Bytes of its segments, and those of them that are deleted and not yet given back.</summary>
    public (long Bytes, long Deleted) Space() => Query(catalogue =>
    {
        var segments = catalogue.Segments();
        return (segments.Sum(segment => segment.End), segments.Sum(segment => catalogue.DeletedBytes(segment.Number, segment.Kind, segment.End)));
    });

    /// <summary>How often something was found damaged since the start.</summary>
    public int Damages => _damages.Count;

    /// <summary>Opens the gallery of a folder, which is made when it is missing.</summary>
    /// <param name="options">Where it lies, and its limits.</param>
    /// <param name="layoutOf">Says whose embeddings are wanted; asked once the catalogue stands, so that a model may be opened meanwhile.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes what is found damaged.</param>
    /// <exception cref="GalleryException">Another process has it, the folder cannot be used, or a newer version wrote it.</exception>
    public static ImageGallery Open(GalleryOptions options, Func<EmbeddingLayout> layoutOf, TimeProvider time, ILogger logger)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            return new ImageGallery(options, layoutOf, time, logger, FolderLock.Take(options.Folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new GalleryException($"The gallery in {options.Folder} cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>The newest snapshot, to be disposed of soon: files that it names stay on the disk until then.</summary>
    public GalleryHold Hold()
    {
        GallerySnapshot snapshot;
        do snapshot = _writer.Snapshot;
        while (!snapshot.TryHold());
        return new GalleryHold(snapshot);
    }

    /// <summary>Searches in the newest snapshot. Pictures or captions that turn out to be damaged are left out, and the search is done again.</summary>
    /// <param name="search">The search; it may be called several times.</param>
    public T Search<T>(Func<GallerySnapshot, T> search)
    {
        while (true)
        {
            using var hold = Hold();
            try
            {
                return search(hold.Snapshot);
            }
            catch (DamagedItemsException failure)
            {
                _damages.TakeAsync(failure).GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>Asks the catalogue.</summary>
    public T Query<T>(Func<SqliteConnection, T> query)
    {
        using var connection = _catalogue.Open();
        return query(connection);
    }

    /// <summary>Changes the gallery; the change is durable and visible when the task ends.</summary>
    /// <exception cref="GalleryException">The disk refuses it; nothing was done.</exception>
    public Task<T> ChangeAsync<T>(Func<GallerySession, T> change, CancellationToken cancellation = default) => _writer.RunAsync(change, cancellation);

    /// <summary>The file of a picture as it was added.</summary>
    /// <returns>Null when the picture was deleted meanwhile.</returns>
    /// <exception cref="SegmentException">The file is damaged or missing.</exception>
    public ReadOnlyMemory<byte>? ReadFile(string id) => ReadPart(id, picture => [picture.Size]);

    /// <summary>The thumbnail of a picture, WebP.</summary>
    /// <returns>Null when the picture was deleted meanwhile.</returns>
    /// <exception cref="SegmentException">The file is damaged or missing.</exception>
    public ReadOnlyMemory<byte>? ReadThumbnail(string id) => ReadPart(id, picture => [picture.ThumbnailSize, picture.Size]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        CloseFiles();
    }

    /// <param name="id">The picture.</param>
    /// <param name="lengths">Bytes of the part and of those behind it.</param>
    private ReadOnlyMemory<byte>? ReadPart(string id, Func<PictureRow, int[]> lengths)
    {
        for (RecordLocation? last = null; ;)
        {
            if (Query(catalogue => catalogue.FindPicture(id)) is not { } picture) return null;
            var sizes = lengths(picture);
            if (_segments.TryRead(picture.File.Segment, file => file.ReadPart(picture.File.PartFromEnd(sizes), sizes[0]), out var bytes))
                return bytes;
            // Its segment was replaced between the question and the answer, or is not there at all.
            if (last == picture.File)
                throw new SegmentException(picture.File.Segment, $"{SegmentFile.NameOf(SegmentKind.Pictures, picture.File.Segment)} is missing.");
            last = picture.File;
        }
    }

    private void CloseFiles()
    {
        _catalogue.Close();
        _segments.Dispose();
        _lock.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Gallery: {Problem}.")]
    private partial void LogProblem(string problem);
}
