using Sgraf.Training.Scenes.Drawing;
using Sgraf.Training.Scenes.Solids;

namespace Sgraf.Training.Scenes.Layout;

/// <summary>Draws which objects a scene has.</summary>
/// <remarks>Some share properties, so that there is something to count and to tell apart; no two are alike in all.</remarks>
internal static class Cast
{
    private const double ChanceToResemble = 0.18;

    private static readonly Shape[] Shapes = Enum.GetValues<Shape>();
    private static readonly Colour[] Colours = Enum.GetValues<Colour>();

    public static List<SceneObject> Draw(SceneRandom random)
    {
        var count = random.PickWeighted((2, 2), (3, 4), (4, 4), (5, 3), (6, 2));
        var objects = new List<SceneObject>();
        while (objects.Count < count)
        {
            var item = Object(objects, random);
            if (!objects.Exists(other => AreAlike(item, other))) objects.Add(item);
        }
        return objects;
    }

    private static SceneObject Object(List<SceneObject> others, SceneRandom random)
    {
        var shape = Resemble(others, random)?.Shape ?? random.Pick(Shapes);
        var colour = Resemble(others, random)?.Colour ?? random.Pick(Colours);
        var surface = Resemble(others, random)?.Surface
            ?? random.PickWeighted((Surface.Plain, 2), (Surface.Striped, 1), (Surface.Dotted, 1));
        var isCrowded = others.Count(other => other.Size == Size.Large) >= 2;
        var size = random.PickWeighted((Size.Small, 3), (Size.Medium, 3), (Size.Large, isCrowded ? 0 : 3));
        return new SceneObject
        {
            Shape = shape,
            Colour = colour,
            Surface = surface,
            Size = size,
            Coat = new Coat(surface, Palette.Draw(colour, random), Palette.Accent(colour)),
            Scale = Scale(size) * random.Between(0.96f, 1.04f),
            Turn = Turn(shape, random),
        };
    }

    private static bool AreAlike(SceneObject first, SceneObject second) =>
        (first.Shape, first.Colour, first.Size, first.Surface) == (second.Shape, second.Colour, second.Size, second.Surface);

    private static SceneObject? Resemble(List<SceneObject> others, SceneRandom random) =>
        others.Count > 0 && random.Chance(ChanceToResemble) ? random.PickFrom(others) : null;

    private static float Scale(Size size) => size switch
    {
        Size.Small => 0.38f,
        Size.Medium => 0.6f,
        _ => 0.94f,
    };

    /// <summary>Flat shapes show their face; others turn as they like.</summary>
    private static (float Cosine, float Sine) Turn(Shape shape, SceneRandom random)
    {
        var half = SolidOf.Shape(shape).IsFlat ? random.Between(-0.3f, 0.3f) : random.Between(-1, 1);    // tangent of half the turn
        var square = half * half;
        return ((1 - square) / (1 + square), 2 * half / (1 + square));
    }
}
