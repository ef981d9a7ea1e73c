using Sgraf.Training.Data;
using Sgraf.Training.Detection;
using Sgraf.Training.Scenes;

namespace Sgraf.Training.Tests.Detection;

public sealed class LabelledPicturesTests : IDisposable
{
    private readonly TinyScenes _scenes = new(4, 2, 64);

    public void Dispose() => _scenes.Dispose();

    [Fact]
    public void What_scenes_wrote_is_read_back()
    {
        var pictures = LabelledPictures.Read(_scenes.Path, "train");
        Assert.Equal(4, pictures.Count);
        for (var i = 0; i < pictures.Count; i++)
        {
            var labels = SceneRenderer.Label(1, "train", i, 64);
            Assert.True(File.Exists(pictures[i].Path));
            Assert.Equal([(int)labels.Scene.Backdrop.Floor, (int)labels.Scene.Backdrop.Wall], pictures[i].Scene);
            Assert.Equal(labels.Objects.Select(Expected), pictures[i].Objects.Select(item => (item.Box, string.Join(' ', item.Classes))));
        }
    }

    [Fact]
    public void A_split_that_is_missing_is_named_with_the_command_that_makes_it()
    {
        var error = Assert.Throws<DataFolderException>(() => LabelledPictures.Read(_scenes.Path, "test"));
        Assert.Contains($"has no test_boxes.jsonl; make it with sgraf scenes --out {_scenes.Path} --split test", error.Message);
    }

    [Theory]
    [InlineData("\"red\"", "\"mauve\"", "found mauve")]
    [InlineData("\"class\"", "\"klass\"", "klass")]
    [InlineData("\"width\":64", "\"width\":8", "expected a box within 8 x 64 pixels")]
    public void A_line_that_cannot_be_used_is_named(string part, string replacement, string reason)
    {
        var path = _scenes.PathOf("train_boxes.jsonl");
        var lines = File.ReadAllLines(path);
        var broken = Array.FindIndex(lines, line => line.Contains(part, StringComparison.Ordinal));
        lines[broken] = lines[broken].Replace(part, replacement, StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        var error = Assert.Throws<DataFolderException>(() => LabelledPictures.Read(_scenes.Path, "train"));
        Assert.StartsWith($"{path}, line {broken + 1}: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    private static (RelativeBox, string) Expected(ObjectLabel label) => (
        new RelativeBox(label.Box.X1 / 64f, label.Box.Y1 / 64f, label.Box.X2 / 64f, label.Box.Y2 / 64f),
        $"{(int)label.Size} {(int)label.Surface} {(int)label.Colour} {(int)label.Shape}");
}
