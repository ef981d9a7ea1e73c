using System.Text.Json;

namespace Sgraf.Training.Scenes.Files;

/// <summary>One line of <c>{split}_boxes.jsonl</c>: what a detector is to find in a picture.</summary>
/// <param name="Image">Path of the picture, from the folder of the file.</param>
/// <param name="Width">Width, in pixels.</param>
/// <param name="Height">Height, in pixels.</param>
/// <param name="Floor">What the objects stand on.</param>
/// <param name="Wall">What is behind them.</param>
/// <param name="Objects">The objects.</param>
internal sealed record BoxesLine(string Image, int Width, int Height, string Floor, string Wall, IReadOnlyList<BoxesLine.Item> Objects)
{
    public static BoxesLine Of(string image, int size, SceneLabels labels)
    {
        var backdrop = labels.Scene.Backdrop;
        return new BoxesLine(image, size, size, Name(backdrop.Floor), Name(backdrop.Wall), [.. labels.Objects.Select(Item.Of)]);
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>One object.</summary>
    /// <param name="Box">x1, y1, x2, y2 in pixels, around its visible part.</param>
    /// <param name="Class">Its shape.</param>
    /// <param name="Colour">Its colour.</param>
    /// <param name="Size">Small, medium or large.</param>
    /// <param name="Surface">Plain, striped or dotted.</param>
    /// <param name="Visible">The share of it that no other object hides.</param>
    internal sealed record Item(IReadOnlyList<int> Box, string Class, string Colour, string Size, string Surface, double Visible)
    {
        public static Item Of(ObjectLabel label) => new(
            [label.Box.X1, label.Box.Y1, label.Box.X2, label.Box.Y2],
            Name(label.Shape), Name(label.Colour), Name(label.Size), Name(label.Surface), Math.Round(label.Visible, 3));
    }
}
