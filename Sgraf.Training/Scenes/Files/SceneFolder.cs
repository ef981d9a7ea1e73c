using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Scenes.Files;

/// <summary>A data folder of rendered scenes: pictures, captions in both layouts, and boxes.</summary>
/// <remarks>
/// Each file appears whole under its name or not at all. The files of captions and boxes come last; until then a broken-off run leaves
/// pictures, and <c>{split}_scenes.json</c>, which says what they are. Running again keeps them and draws the rest.
/// </remarks>
/// <param name="folder">Where the files go; made if there is none.</param>
/// <param name="set">Which pictures.</param>
internal sealed class SceneFolder(string folder, SceneSet set)
{
    private const int Batch = 64;

    private string Images => Path.Combine(folder, "images");

    /// <summary>Draws the pictures that are missing, and writes captions and boxes.</summary>
    /// <param name="count">Pictures of the whole set.</param>
    /// <param name="threads">Pictures drawn at a time.</param>
    /// <param name="advance">Hears how many pictures are done, from this thread.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    /// <returns>How many pictures were drawn; the others were there.</returns>
    /// <exception cref="CommandException">The folder has other pictures of this split.</exception>
    public int Write(int count, int threads, Action<long> advance, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Images);
        CheckSet();
        ClearAway(count);
        var labels = new SceneLabels[count];
        var drawn = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        for (var start = 0; start < count; start += Batch)
        {
            var end = Math.Min(count, start + Batch);
            Parallel.For(start, end, options, index =>
            {
                labels[index] = Draw(index, out var isNew);
                if (isNew) Interlocked.Increment(ref drawn);
            });
            advance(end - start);
        }
        WriteTexts(labels);
        return drawn;
    }

    private SceneLabels Draw(int index, out bool isNew)
    {
        var path = Path.Combine(Images, Name(index));
        isNew = !File.Exists(path) || !PngFile.IsComplete(path);
        if (!isNew) return SceneRenderer.Label(set.Seed, set.Split, index, set.Size);
        var scene = SceneRenderer.Render(set.Seed, set.Split, index, set.Size);
        var temporary = Path.Combine(Images, $".{Name(index)}.tmp");
        File.WriteAllBytes(temporary, PngFile.Encode(scene.Pixels, scene.Size));
        File.Move(temporary, path, overwrite: true);
        return scene.Labels;
    }

    private string Name(int index) => $"{set.Split}_{index:D6}.png";

    private string PathOf(string ending) => Path.Combine(folder, set.Split + ending);

    /// <summary>The folder's set is this one, or becomes it.</summary>
    private void CheckSet()
    {
        var path = PathOf("_scenes.json");
        if (!File.Exists(path))
        {
            if (File.Exists(PathOf(".jsonl")))
                throw new CommandException(
                    $"{folder} has a {set.Split}.jsonl that is not of rendered scenes; choose another --out or --split.");
            DurableFile.Write(path, stream => JsonSerializer.Serialize(stream, set, SceneJson.Plain.SceneSet));
            return;
        }
        if (Read(path) is { } found && found != set)
            throw new CommandException(
                $"{folder} has {set.Split} scenes of seed {found.Seed}, size {found.Size} and version {found.Version}, "
                + $"not of seed {set.Seed}, size {set.Size} and version {set.Version}; choose another --out or delete that folder.");
    }

    private static SceneSet? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SceneJson.Plain.SceneSet);
        }
        catch (JsonException failure)
        {
            var cause = failure.Message.TrimEnd('.');
            throw new CommandException($"{path} is not what this command wrote ({cause}); delete that folder or choose another --out.");
        }
    }

    /// <summary>Removes what a killed run left half written; refuses a folder with more pictures than wanted.</summary>
    private void ClearAway(int count)
    {
        string[] leftovers =
        [
            .. Directory.GetFiles(Images, $".{set.Split}_*.tmp"),
            .. Directory.GetFiles(folder, $".{set.Split}_*.tmp"), .. Directory.GetFiles(folder, $".{set.Split}.*.tmp"),
        ];
        foreach (var leftover in leftovers) File.Delete(leftover);
        var last = Directory.EnumerateFiles(Images, $"{set.Split}_*.png").Max(Path.GetFileName);
        if (last is not null && string.CompareOrdinal(last, Name(count - 1)) > 0)
            throw new CommandException($"{Images} has {last}, which is beyond --count {count}; delete the pictures or raise --count.");
    }

    private void WriteTexts(SceneLabels[] labels)
    {
        WriteLines("_caps.txt", labels.SelectMany(item => item.Captions).Select(caption => caption.Text));
        WriteLines("_boxes.jsonl", labels.Select((item, index) =>
            JsonSerializer.Serialize(BoxesLine.Of($"images/{Name(index)}", set.Size, item), SceneJson.Plain.BoxesLine)));
        WriteLines(".jsonl", labels.Select((item, index) => JsonSerializer.Serialize(
            new CaptionLine($"images/{Name(index)}", [.. item.Captions.Select(caption => caption.Text)]), SceneJson.Plain.CaptionLine)));
    }

    private void WriteLines(string ending, IEnumerable<string> lines) => DurableFile.Write(PathOf(ending), stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines) writer.WriteLine(line);
    });
}
