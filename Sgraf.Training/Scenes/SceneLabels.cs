using Sgraf.Training.Scenes.Captions;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes;

/// <summary>What is to be learnt from a picture.</summary>
/// <param name="Scene">What it shows.</param>
/// <param name="Objects">A label for each object, in the scene's order.</param>
/// <param name="Captions">Five captions.</param>
internal sealed record SceneLabels(Scene Scene, IReadOnlyList<ObjectLabel> Objects, IReadOnlyList<Caption> Captions)
{
    /// <summary>Labels the objects by where the pixels of a painting show them.</summary>
    public static SceneLabels Of(Scene scene, Painting painting, IReadOnlyList<Caption> captions)
    {
        var boxes = new (int X1, int Y1, int X2, int Y2)[scene.Objects.Count];
        Array.Fill(boxes, (painting.Size, painting.Size, 0, 0));
        var pixels = new int[scene.Objects.Count];
        for (var i = 0; i < painting.Owners.Length; i++)
        {
            if (painting.Owners[i] is not (>= 0 and var owner)) continue;
            boxes[owner] = Include(boxes[owner], i % painting.Size, i / painting.Size);
            pixels[owner]++;
        }
        var outlines = painting.Outlines.ToArray();
        var labels = scene.Objects.Select((item, i) => new ObjectLabel(
            boxes[i], item.Shape, item.Colour, item.Size, item.Surface, (float)pixels[i] / outlines[i]));
        return new SceneLabels(scene, [.. labels], captions);
    }

    private static (int X1, int Y1, int X2, int Y2) Include((int X1, int Y1, int X2, int Y2) box, int x, int y) =>
        (Math.Min(box.X1, x), Math.Min(box.Y1, y), Math.Max(box.X2, x + 1), Math.Max(box.Y2, y + 1));
}
