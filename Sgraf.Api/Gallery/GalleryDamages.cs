using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Gallery.Writing;

namespace Sgraf.Api.Gallery;

/// <summary>Names records that cannot be read, and leaves out until they are indexed anew whose embeddings they are.</summary>
internal sealed partial class GalleryDamages(GalleryWriter writer, ILogger logger)
{
    /// <summary>Damages that are named one by one; a file may have many.</summary>
    private const int MostNamed = 20;

    private int _count;

    /// <summary>How often something was found damaged.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes note of what a search met.</summary>
    public async Task TakeAsync(DamagedItemsException damage)
    {
        foreach (var (_, problem) in damage.Items.Take(MostNamed)) LogEmbeddings(problem.Message);
        if (damage.Items.Count > MostNamed) LogFurtherItems(damage.Items.Count - MostNamed);
        await writer.RunAsync(session =>
        {
            foreach (var (number, _) in damage.Items) session.SetStale(damage.IsPicture, number);
            return true;
        });
        Interlocked.Increment(ref _count);
    }

    /// <summary>Takes note of what is wrong with a file. Records that were deleted meanwhile are no loss.</summary>
    /// <returns>How many are one.</returns>
    public async Task<int> TakeAsync(SegmentFile file, IReadOnlyList<(RecordLocation Record, SegmentException Problem)> damages)
    {
        if (damages.Count == 0) return 0;
        var lost = await writer.RunAsync(session => Lose(session, file.Kind, damages));
        foreach (var (problem, picture) in lost.Take(MostNamed))
        {
            if (picture is null) LogEmbeddings(problem.Message);
            else LogPicture(problem.Message, picture);
        }
        if (lost.Count > MostNamed) LogFurther(file.Name, lost.Count - MostNamed);
        if (lost.Count > 0) Interlocked.Increment(ref _count);
        return lost.Count;
    }

    /// <returns>The damage of each record that something refers to, and the id of the picture whose file it is.</returns>
    private static List<(SegmentException Problem, string? Picture)> Lose(
        GallerySession session, SegmentKind kind, IReadOnlyList<(RecordLocation Record, SegmentException Problem)> damages)
    {
        var lost = new List<(SegmentException Problem, string? Picture)>();
        foreach (var (record, problem) in damages)
        {
            foreach (var (isPicture, number) in session.Catalogue.OwnersOf(kind, record))
            {
                lost.Add((problem, kind == SegmentKind.Pictures ? session.Catalogue.FindPicture(number)!.Id : null));
                if (kind != SegmentKind.Pictures) session.SetStale(isPicture, number);
            }
        }
        return lost;
    }

    [LoggerMessage(LogLevel.Error, "Gallery: {Problem} It is left out until it is indexed anew.")]
    private partial void LogEmbeddings(string problem);

    [LoggerMessage(LogLevel.Error, "Gallery: {Problem} Searches still find the picture {Id}; delete it and add it again to have its file back.")]
    private partial void LogPicture(string problem, string id);

    [LoggerMessage(LogLevel.Error, "Gallery: {Count} further pictures or captions that a search met are left out until they are indexed anew.")]
    private partial void LogFurtherItems(int count);

    [LoggerMessage(LogLevel.Error, "Gallery: {Segment} is damaged in {Count} more places.")]
    private partial void LogFurther(string segment, int count);
}
