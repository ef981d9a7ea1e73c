using Sgraf.Training.Data;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Features;

/// <summary>The features of a list of pictures while they are made: killed at any moment, the run goes on from what was saved.</summary>
/// <remarks>
/// Features come to the disk first and their pictures' lines in the journal after them: whatever the journal names is there, and what it
/// does not name is cut off when the run goes on. The features take their name last of all.
/// </remarks>
internal sealed class FeatureRun : IDisposable
{
    /// <summary>The time between two savings, and the work that a killed run loses at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Pictures between two savings, where they go fast.</summary>
    private const int PicturesUnsaved = 64;

    private readonly FeaturePaths _paths;
    private readonly FeatureOrigin _origin;
    private readonly GrowingNpy _features;
    private readonly FeatureJournal _journal;
    private readonly List<PictureRecord> _unsaved = [];
    private DateTime _saved = DateTime.UtcNow;

    private FeatureRun(FeaturePaths paths, FeatureOrigin origin, GrowingNpy features, IReadOnlyList<PictureRecord> known)
    {
        (_paths, _origin, _features) = (paths, origin, features);
        var rows = 0L;
        var kept = known.TakeWhile(record => record.Problem is not null || ++rows <= _features.RowCount).ToList();
        _features.Truncate(kept.Count(record => record.Problem is null));
        _journal = new FeatureJournal(paths.Journal, origin, kept);
        Done = kept.Count;
    }

    /// <summary>Pictures that need no more work, those without features included.</summary>
    public int Done { get; private set; }

    /// <summary>Whether features of this origin lie there complete.</summary>
    public static bool IsComplete(FeaturePaths paths, FeatureOrigin origin) =>
        File.Exists(paths.Features) && !File.Exists(paths.GrowingFeatures)
        && FeatureOrigin.Of(paths) == origin;

    /// <summary>Starts a run, or goes on with an unfinished one.</summary>
    /// <param name="paths">Where the features go.</param>
    /// <param name="origin">What they are made of.</param>
    /// <param name="pictures">The list.</param>
    /// <param name="force">Whether files and unfinished runs of another origin are replaced.</param>
    /// <exception cref="CommandException">There are such, and they are not to be replaced; or another run is at work there.</exception>
    public static FeatureRun Open(FeaturePaths paths, FeatureOrigin origin, IReadOnlyList<ListedPicture> pictures, bool force)
    {
        var features = Lock(paths, origin);    // first of all, as another run may be writing what is read below
        try
        {
            var (found, records) = FeatureJournal.Read(paths.Journal);
            if (!force) RefuseOthers(paths, origin, pictures, found);
            return new FeatureRun(paths, origin, features, found == origin ? records : []);
        }
        catch
        {
            features.Dispose();
            if (!File.Exists(paths.Journal)) File.Delete(paths.GrowingFeatures);    // it would make complete features look unfinished
            throw;
        }
    }

    private static GrowingNpy Lock(FeaturePaths paths, FeatureOrigin origin)
    {
        try
        {
            return new GrowingNpy(paths.GrowingFeatures, origin.Rows * origin.FeatureSize);
        }
        catch (IOException failure) when (GrowingNpy.IsInUse(failure))
        {
            throw new CommandException($"another sgraf features is at work on {paths.Features}; wait for it, or choose another --out.");
        }
    }

    private static void RefuseOthers(FeaturePaths paths, FeatureOrigin origin, IReadOnlyList<ListedPicture> pictures, FeatureOrigin? found)
    {
        if (found is not null && found != origin)
            throw new CommandException(
                $"{paths.Journal} is an unfinished run of {found.DetectorId} over {found.Pictures:N0} pictures, another detector or list "
                + "than this; finish it with those, or start afresh with --force.");
        if (found is null && FeatureOrigin.Of(paths) != origin && FeatureTexts.InTheWay(paths, pictures) is { } file)
            throw new CommandException(
                $"{file} exists and was made otherwise; choose another --out or --name, or replace it with --force.");
    }

    /// <summary>Takes what came of the next picture of the list.</summary>
    public void Append(ExtractedPicture picture)
    {
        if (picture.Record.Problem is null) _features.Append(picture.Features);
        _unsaved.Add(picture.Record);
        Done++;
        if (_unsaved.Count >= PicturesUnsaved || DateTime.UtcNow - _saved >= Pause) Save();
    }

    /// <summary>Brings everything so far to the disk.</summary>
    public void Save()
    {
        _features.Flush();
        _journal.Append(_unsaved);
        _unsaved.Clear();
        _saved = DateTime.UtcNow;
    }

    /// <summary>Writes the files beside the features and gives the features their name.</summary>
    /// <param name="pictures">The list, of which every picture is done.</param>
    /// <returns>The pictures that have no features.</returns>
    /// <exception cref="CommandException">No picture has.</exception>
    public IReadOnlyList<PictureRecord> Complete(IReadOnlyList<ListedPicture> pictures)
    {
        Save();
        var (_, records) = FeatureJournal.Read(_paths.Journal);
        if (records.TrueForAll(record => record.Problem is not null))
            throw new CommandException(
                $"none of {records.Count:N0} pictures could be used; the first: {records[0].Image}: {records[0].Problem}");
        FeatureTexts.Write(_paths, _origin, records, pictures);
        _features.Publish(_paths.Features, _origin.Rows, _origin.FeatureSize);
        Dispose();
        File.Delete(_paths.Journal);
        return records.FindAll(record => record.Problem is not null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _journal.Dispose();
        _features.Dispose();
    }
}
