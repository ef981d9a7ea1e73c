using Sgraf.Training.Scenes.Captions;
using Sgraf.Training.Scenes.Drawing;
using Sgraf.Training.Scenes.Layout;

namespace Sgraf.Training.Scenes;

/// <summary>An endless supply of pictures with captions and boxes; each follows from seed, split and index alone.</summary>
/// <remarks>The scene does not depend on the size of the picture. Safe to call from many threads.</remarks>
internal static class SceneRenderer
{
    /// <summary>Which pictures this code draws; to be raised whenever a change to it changes one of them.</summary>
    public const int Version = 1;

    public const int DefaultSize = 256;

    /// <summary>The smallest size at which all objects can be made out, in pixels.</summary>
    public const int SmallestSize = 64;

    /// <param name="seed">Seed of the whole world.</param>
    /// <param name="split">Name of the split; splits share no scenes.</param>
    /// <param name="index">The picture, counted from 0.</param>
    /// <param name="size">Width and height, in pixels.</param>
    public static RenderedScene Render(long seed, string split, int index, int size = DefaultSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        var scene = SceneComposer.Compose(seed, split, index);
        var painting = Painter.Paint(scene, size);
        return new RenderedScene(painting.Pixels, size, SceneLabels.Of(scene, painting, Describe(scene, seed, split, index)));
    }

    /// <summary>What <see cref="Render"/> says of the picture, in a fraction of the time.</summary>
    /// <inheritdoc cref="Render"/>
    public static SceneLabels Label(long seed, string split, int index, int size = DefaultSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        var scene = SceneComposer.Compose(seed, split, index);
        return SceneLabels.Of(scene, Painter.Outline(scene, size), Describe(scene, seed, split, index));
    }

    private static IReadOnlyList<Caption> Describe(Scene scene, long seed, string split, int index) =>
        CaptionWriter.Write(scene, new SceneRandom(seed, split, index, "captions"));
}
