using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Opening;

/// <summary>Brings a gallery's folder into order, whatever ended the last process, and collects what it found damaged.</summary>
/// <param name="catalogue">The catalogue's file.</param>
/// <param name="store">The segments' folder.</param>
/// <param name="time">The clock.</param>
internal sealed class GalleryOpening(CatalogueFile catalogue, SegmentStore store, TimeProvider time)
{
    private readonly List<string> _problems = [];

    /// <summary>What was found damaged, one line each.</summary>
    public List<string> Problems => _problems;

    /// <summary>Opens catalogue and segments; afterwards each segment ends where the catalogue says.</summary>
    /// <returns>The writer's connection.</returns>
    public SqliteConnection Open()
    {
        store.DeleteUnfinished();
        var isRebuilt = PrepareCatalogue();
        var connection = catalogue.OpenForWriting();
        if (!isRebuilt)
        {
            DeleteRetired(connection);
            OpenSegments(connection);
        }
        return connection;
    }

    /// <summary>Lets the appenders go on with the last segment of each kind, where it is sound and not full.</summary>
    public static void Continue(SqliteConnection connection, SegmentStore store, SegmentAppenders appenders, long largest)
    {
        foreach (var segments in connection.Segments().GroupBy(segment => segment.Kind))
        {
            var (number, kind, end) = segments.Last();
            if (store.Find(number) is { } file && file.Length == end && end < largest && file.HeaderProblem() is null)
                appenders[kind].Continue(file, end);
        }
    }

    /// <returns>Whether it was made anew from the segments.</returns>
    private bool PrepareCatalogue()
    {
        if (IsSound()) return false;
        var hasSegments = store.List().Any();
        catalogue.Create(new CatalogueRebuild(store, _problems).Fill);
        if (hasSegments)
            _problems.Add($"{CatalogueFile.Name} was made anew from the segments; jobs that were running are lost, start them again");
        return hasSegments;
    }

    /// <summary>Whether there is a catalogue that can be used; one that cannot gets another name.</summary>
    private bool IsSound()
    {
        if (!catalogue.Exists) return false;
        try
        {
            return catalogue.Check() > 0;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is not (SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED))
        {
            var aside = catalogue.SetAside(time.GetUtcNow());
            _problems.Add($"{CatalogueFile.Name} is damaged ({failure.Message}); it is kept as {aside}");
            return false;
        }
    }

    private void DeleteRetired(SqliteConnection connection)
    {
        foreach (var (number, kind) in connection.Retired()) store.Delete(kind, number);
        connection.ForgetRetired();
    }

    private void OpenSegments(SqliteConnection connection)
    {
        var listed = connection.Segments();
        foreach (var (number, kind, end) in listed) Open(number, kind, end);
        foreach (var (kind, number) in store.List().ExceptBy(listed.Select(segment => segment.Number), segment => segment.Number).ToList())
            _problems.Add($"{SegmentFile.NameOf(kind, number)} is not in the catalogue; it holds nothing that was acknowledged, unless the catalogue "
                + $"is an older one: it is kept as {store.SetAside(kind, number)}");
    }

    private void Open(int number, SegmentKind kind, long end)
    {
        store.Reserve(number);
        try
        {
            var file = store.Open(kind, number);
            if (file.HeaderProblem() is { } problem) _problems.Add($"{file.Name} {problem}");
            if (file.Length < end) _problems.Add($"{file.Name} has {file.Length} bytes, expected {end}; what lay behind is lost");
            if (file.Length > end) file.Truncate(end);    // written, but never committed
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var reason = failure is FileNotFoundException ? "it is missing" : failure.Message;
            _problems.Add($"{SegmentFile.NameOf(kind, number)} cannot be opened: {reason}");
        }
    }
}
