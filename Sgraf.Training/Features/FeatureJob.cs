using System.Diagnostics;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Features;

/// <summary>Makes the features of a list of pictures, from the first look at the detector to the last file.</summary>
internal static class FeatureJob
{
    private const int FailuresShown = 20;

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="CommandException">A picture cannot be used and is not to be skipped, or other features are in the way.</exception>
    public static FeatureReport Run(FeatureRequest request, Session session)
    {
        using var source = request.OpenDetector();
        var origin = request.Origin(source);
        if (!request.Force && FeatureRun.IsComplete(request.Paths, origin))
        {
            session.Remark($"{request.Paths.Features} is complete already; nothing to do.");
            return FeatureReport.Of(request, origin, made: 0, FeatureTexts.ReadFailures(request.Paths), TimeSpan.Zero);
        }
        Directory.CreateDirectory(request.Paths.Folder);
        var start = Stopwatch.GetTimestamp();
        using var run = FeatureRun.Open(request.Paths, origin, request.Pictures, request.Force);
        var before = run.Done;
        if (before > 0) session.Remark($"Going on after {before:N0} of {request.Pictures.Count:N0} pictures.");
        Extract(request, session, new FeatureExtraction(source, request.PictureFolder, request.Rows), run);
        var failures = run.Complete(request.Pictures);
        Show(session, request, failures);
        return FeatureReport.Of(request, origin, run.Done - before, failures, Stopwatch.GetElapsedTime(start));
    }

    private static void Extract(FeatureRequest request, Session session, FeatureExtraction extraction, FeatureRun run)
    {
        var batches = request.Pictures.Skip(run.Done).Chunk(request.BatchSize);
        try
        {
            session.Track("Detecting", request.Pictures.Count - run.Done, "pictures", advance =>
            {
                foreach (var pictures in OrderedWork.Map(batches, request.WorkerCount, extraction.Extract, session.Cancellation))
                {
                    foreach (var picture in pictures)
                    {
                        if (picture.Record.Problem is not null && !request.SkipsFailures) throw Refuse(picture.Record, run.Done, request);
                        run.Append(picture);
                    }
                    advance(pictures.Length);
                }
            });
        }
        finally
        {
            run.Save();    // Ctrl-C and a bad picture lose nothing
        }
    }

    private static CommandException Refuse(PictureRecord picture, int done, FeatureRequest request) => new(
        $"{picture.Image}: {picture.Problem} Mend it or take it off the list, or leave it out with --on-error skip; "
        + $"{done:N0} of {request.Pictures.Count:N0} pictures are done and kept.");

    private static void Show(Session session, FeatureRequest request, IReadOnlyList<PictureRecord> failures)
    {
        foreach (var picture in failures.Take(FailuresShown)) session.Remark($"skipped {picture.Image}: {picture.Problem}");
        if (failures.Count > FailuresShown) session.Remark($"and {failures.Count - FailuresShown:N0} more, in {request.Paths.Failures}");
    }
}
