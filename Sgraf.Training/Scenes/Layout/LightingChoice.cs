using Sgraf.Training.Scenes.Backdrops;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes.Layout;

/// <summary>Draws light that suits the backdrop: a lamp from the upper left or right, behind the viewer's shoulder.</summary>
internal static class LightingChoice
{
    public static Lighting Draw(Backdrop backdrop, SceneRandom random)
    {
        var side = random.Chance(0.5) ? -1 : 1;
        var isSunset = backdrop.Wall == Wall.Sunset;
        var height = isSunset ? random.Between(0.8f, 1.0f) : random.Between(1.15f, 1.6f);
        var toLamp = Triple.Normalize(new Triple(side * random.Between(0.45f, 0.8f), height, random.Between(-0.75f, -0.4f)));
        var (lamp, sky) = isSunset
            ? (new Triple(1.05f, 0.90f, 0.74f), new Triple(0.48f, 0.44f, 0.50f))
            : (new Triple(0.98f, 0.95f, 0.88f), new Triple(0.50f, 0.53f, 0.58f));
        return new Lighting(toLamp, lamp, sky, Bounce(backdrop.Floor));
    }

    private static Triple Bounce(Floor floor) => floor switch
    {
        Floor.Wood => new Triple(0.24f, 0.19f, 0.14f),
        Floor.Grass => new Triple(0.16f, 0.21f, 0.11f),
        Floor.Sand => new Triple(0.28f, 0.24f, 0.18f),
        Floor.Snow => new Triple(0.32f, 0.35f, 0.38f),
        _ => new Triple(0.25f, 0.25f, 0.25f),
    };
}
