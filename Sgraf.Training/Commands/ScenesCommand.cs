using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Captions;
using Sgraf.Training.Scenes.Files;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf scenes</c>: pictures with captions and boxes, drawn by this program.</summary>
internal static partial class ScenesCommand
{
    private const int MostPictures = 1_000_000;
    private const int LargestSize = 2048;

    public static SgrafCommand Create()
    {
        var target = new Option<string>("--out") { Description = "The data folder to write.", HelpName = "DIR", Required = true };
        var count = new Option<int>("--count") { Description = $"Pictures, 1 to {MostPictures}.", HelpName = "N", Required = true };
        var seed = new Option<long>("--seed")
        {
            Description = "Which world of scenes: the same number gives the same files.", HelpName = "S", Required = true,
        };
        var split = new Option<string>("--split")
        {
            Description = "Name of the split; splits share no scenes.", HelpName = "NAME", DefaultValueFactory = _ => "train",
        };
        var size = new Option<int>("--size")
        {
            Description = $"Width and height of a picture in pixels, {SceneRenderer.SmallestSize} to {LargestSize}.",
            HelpName = "PIXELS", DefaultValueFactory = _ => SceneRenderer.DefaultSize,
        };
        count.Within(1, MostPictures);
        size.Within(SceneRenderer.SmallestSize, LargestSize);
        split.Validators.Add(result =>
        {
            if (!SplitName().IsMatch(result.GetValue(split)!))
                result.AddError($"--split is '{result.GetValue(split)}'; choose small letters, digits and hyphens, for example dev.");
        });
        return new SgrafCommand("scenes", "Draws scenes of objects, with five captions each and the boxes of the objects.")
        {
            Examples =
            [
                "sgraf scenes --out data --count 5000 --seed 1",
                "sgraf scenes --out data --count 500 --seed 1 --split dev",
            ],
            Run = (arguments, session) => Run(
                session, arguments.GetRequiredValue(target), arguments.GetValue(count),
                new SceneSet(arguments.GetValue(seed), arguments.GetRequiredValue(split), arguments.GetValue(size))),
            Options = { target, count, seed, split, size },
        };
    }

    private static void Run(Session session, string target, int count, SceneSet set)
    {
        var clock = Stopwatch.StartNew();
        var drawn = 0;
        session.Track("Drawing scenes", count, "pictures", advance =>
            drawn = new SceneFolder(target, set).Write(count, Environment.ProcessorCount, advance, session.Cancellation));
        var seconds = clock.Elapsed.TotalSeconds;
        var report = new ScenesReport(target, set.Split, count, drawn, count * CaptionWriter.Count, seconds, drawn / seconds);
        session.Report(report, CommandJson.Plain.ScenesReport, output => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target}: {count:N0} pictures of {set.Split}, {drawn:N0} drawn in {seconds:N1} s ({report.PicturesPerSecond:N0} a second)")));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex SplitName();
}
