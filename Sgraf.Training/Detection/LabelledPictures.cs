using System.Text.Json;
using Sgraf.Training.Data;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Backdrops;
using Sgraf.Training.Scenes.Files;

namespace Sgraf.Training.Detection;

/// <summary>Reads what <c>sgraf scenes</c> wrote of its pictures for a detector: <c>{split}_boxes.jsonl</c>.</summary>
internal static class LabelledPictures
{
    /// <summary>The pictures of a split, in the order of the file.</summary>
    /// <exception cref="DataFolderException">There is no such file, or a line of it cannot be used.</exception>
    public static IReadOnlyList<LabelledPicture> Read(string folder, string split)
    {
        var path = Path.Combine(folder, $"{split}_boxes.jsonl");
        if (!File.Exists(path))
            throw new DataFolderException($"{folder} has no {split}_boxes.jsonl; make it with sgraf scenes --out {folder} --split {split}.");
        var pictures = File.ReadLines(path).Select((text, index) => Parse(folder, path, index + 1, text)).ToArray();
        return pictures.Length > 0 ? pictures : throw new DataFolderException($"{path} lists no picture; make it again with sgraf scenes.");
    }

    private static LabelledPicture Parse(string folder, string path, int number, string text)
    {
        try
        {
            var line = JsonSerializer.Deserialize(text, SceneJson.Plain.BoxesLine)!;
            return new LabelledPicture(
                Path.Combine(folder, line.Image), [.. line.Objects.Select(item => ObjectOf(item, line.Width, line.Height))],
                [Class<Floor>(line.Floor), Class<Wall>(line.Wall)]);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw new DataFolderException($"{path}, line {number}: {failure.Message.TrimEnd('.')}; make it again with sgraf scenes.", failure);
        }
    }

    private static LabelledObject ObjectOf(BoxesLine.Item item, int width, int height)
    {
        if (item.Box is not [>= 0 and var x1, >= 0 and var y1, var x2, var y2] || x2 <= x1 || y2 <= y1 || x2 > width || y2 > height)
            throw new FormatException($"expected a box within {width} x {height} pixels, found {string.Join(' ', item.Box)}");
        return new LabelledObject(
            new RelativeBox((float)x1 / width, (float)y1 / height, (float)x2 / width, (float)y2 / height),
            [Class<Size>(item.Size), Class<Surface>(item.Surface), Class<Colour>(item.Colour), Class<Shape>(item.Class)]);
    }

    private static int Class<T>(string name) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToList();
        var found = names.IndexOf(name);
        return found >= 0 ? found : throw new FormatException($"expected one of {string.Join(", ", names)}, found {name}");
    }
}
