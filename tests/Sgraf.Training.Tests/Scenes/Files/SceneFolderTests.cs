using System.Text.Json;
using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Scenes.Captions;
using Sgraf.Training.Scenes.Files;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Scenes.Files;

public sealed class SceneFolderTests : IDisposable
{
    private const int Count = 12;
    private static readonly SceneSet Train = new(1, "train", 64);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_captions_and_boxes_agree()
    {
        Write();
        var captions = Lines("train.jsonl").Select(line => JsonSerializer.Deserialize(line, SceneJson.Plain.CaptionLine)!).ToList();
        var boxes = Lines("train_boxes.jsonl").Select(line => JsonSerializer.Deserialize(line, SceneJson.Plain.BoxesLine)!).ToList();
        Assert.Equal(Count, captions.Count);
        Assert.All(captions, line => Assert.Equal(CaptionWriter.Count, line.Captions.Count));
        Assert.Equal(captions.SelectMany(line => line.Captions), Lines("train_caps.txt"));
        Assert.Equal(captions.Select(line => line.Image), boxes.Select(line => line.Image));
        Assert.Equal(captions.Select(line => _folder.PathOf(line.Image)), Pictures());
    }

    [Fact]
    public void Captions_are_in_the_layout_that_the_vocabulary_is_built_from()
    {
        Write();
        Assert.Equal(Lines("train_caps.txt").Select(CaptionText.Normalize), CaptionFile.Read(_folder.PathOf("train_caps.txt")));
    }

    [Fact]
    public void A_line_of_boxes_names_what_a_detector_learns()
    {
        Write();
        using var document = JsonDocument.Parse(Lines("train_boxes.jsonl")[0]);
        Assert.Equal(["image", "width", "height", "floor", "wall", "objects"], Names(document.RootElement));
        Assert.All(document.RootElement.GetProperty("objects").EnumerateArray(), item =>
        {
            Assert.Equal(["box", "class", "colour", "size", "surface", "visible"], Names(item));
            Assert.Equal(4, item.GetProperty("box").GetArrayLength());
        });
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using var other = new TemporaryFolder();
        Write(threads: 1);
        new SceneFolder(other.Path, Train).Write(Count, 5, _ => { }, CancellationToken.None);
        Assert.Equal(Contents(_folder.Path), Contents(other.Path));
    }

    [Fact]
    public void Another_run_draws_only_what_is_missing_cut_or_new()
    {
        Assert.Equal(Count, Write());
        var whole = Contents(_folder.Path);
        File.Delete(Pictures()[3]);
        File.WriteAllBytes(Pictures()[5], File.ReadAllBytes(Pictures()[5])[..^5]);
        File.WriteAllText(_folder.PathOf("images/.train_000007.png.tmp"), "half a pict");
        _folder.Write(".train.jsonl.0123.tmp", [1]);
        Assert.Equal(2, Write());
        Assert.Equal(whole, Contents(_folder.Path));
        Assert.Equal(3, Write(Count + 3));
    }

    [Fact]
    public void A_cancelled_run_leaves_whole_pictures_and_no_list_and_the_next_one_finishes()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new SceneFolder(_folder.Path, Train).Write(200, 2, _ => source.Cancel(), source.Token));
        Assert.All(Pictures(), path => Assert.True(PngFile.IsComplete(path)));
        Assert.Empty(Directory.GetFiles(_folder.Path, "train*.jsonl"));
        Assert.InRange(Write(200), 1, 199);
        Assert.Equal(200, Lines("train.jsonl").Length);
    }

    [Fact]
    public void Splits_lie_side_by_side()
    {
        Write();
        new SceneFolder(_folder.Path, Train with { Split = "dev" }).Write(4, 1, _ => { }, CancellationToken.None);
        Assert.Equal((Count * 5, 20), (Lines("train_caps.txt").Length, Lines("dev_caps.txt").Length));
        Assert.Equal(Count + 4, Pictures().Length);
    }

    [Theory]
    [InlineData(2, 64, 1)]
    [InlineData(1, 80, 1)]
    [InlineData(1, 64, 0)]
    public void Pictures_of_another_set_are_never_mixed_in(long seed, int size, int version)
    {
        Write();
        var set = new SceneSet(seed, "train", size, version);
        var folder = new SceneFolder(_folder.Path, set);
        var failure = Assert.Throws<CommandException>(() => folder.Write(Count, 1, _ => { }, CancellationToken.None));
        Assert.Equal(
            $"{_folder.Path} has train scenes of seed 1, size 64 and version 1, not of seed {seed}, size {size} and version {version}; "
            + "choose another --out or delete that folder.", failure.Message);
    }

    [Fact]
    public void Fewer_pictures_than_are_there_are_refused()
    {
        Write();
        var failure = Assert.Throws<CommandException>(() => Write(Count - 2));
        Assert.EndsWith("images has train_000011.png, which is beyond --count 10; delete the pictures or raise --count.", failure.Message);
    }

    [Fact]
    public void Captions_of_other_pictures_are_not_overwritten()
    {
        _folder.Write("train.jsonl", "{}\n"u8.ToArray());
        var failure = Assert.Throws<CommandException>(() => Write());
        Assert.EndsWith("has a train.jsonl that is not of rendered scenes; choose another --out or --split.", failure.Message);
    }

    [Fact]
    public void A_damaged_record_of_the_set_is_named()
    {
        var path = _folder.Write("train_scenes.json", "{"u8.ToArray());
        Assert.StartsWith($"{path} is not what this command wrote (", Assert.Throws<CommandException>(() => Write()).Message);
    }

    private int Write(int count = Count, int threads = 2) =>
        new SceneFolder(_folder.Path, Train).Write(count, threads, _ => { }, CancellationToken.None);

    private static IEnumerable<string> Names(JsonElement document) => document.EnumerateObject().Select(property => property.Name);

    private string[] Lines(string name) => File.ReadAllLines(_folder.PathOf(name));

    private string[] Pictures() => [.. Directory.GetFiles(_folder.PathOf("images")).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(File.ReadAllBytes(path)));
}
