using Sgraf.Training.Scenes.Backdrops;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes.Layout;

/// <summary>Draws whole scenes, each from its seed, split and index alone.</summary>
internal static class SceneComposer
{
    // The outline is coarse; with this much to spare no object of the picture shows less than 35 %.
    private const float LeastVisible = 0.45f;
    private const int OutlineSize = 64;
    private const int TriesPerCast = 30;

    public static Scene Compose(long seed, string split, int index)
    {
        var random = new SceneRandom(seed, split, index, "scene");
        var backdrop = BackdropChoice.Draw(random);
        var lighting = LightingChoice.Draw(backdrop, random);
        var camera = new Camera(random.Between(0.33f, 0.42f));
        while (true)
        {
            var cast = Cast.Draw(random);
            for (var i = 0; i < TriesPerCast; i++)
            {
                if (Arrangement.Draw(cast, camera, random) is not { } objects) continue;
                var scene = new Scene(objects, backdrop, lighting, camera);
                if (IsWellInView(scene)) return scene;
            }
        }
    }

    private static bool IsWellInView(Scene scene)
    {
        var outline = Painter.Outline(scene, OutlineSize);
        Span<int> visible = stackalloc int[scene.Objects.Count];
        for (var i = 0; i < outline.Owners.Length; i++)
        {
            if (outline.Owners[i] < 0) continue;
            if (IsAtEdge(i / OutlineSize) || IsAtEdge(i % OutlineSize)) return false;
            visible[outline.Owners[i]]++;
        }
        for (var i = 0; i < visible.Length; i++)
            if (visible[i] < LeastVisible * outline.Outlines[i] || visible[i] == 0) return false;
        return true;
    }

    private static bool IsAtEdge(int place) => place is 0 or OutlineSize - 1;
}
