using Sgraf.Training.Scenes.Backdrops;

namespace Sgraf.Training.Scenes.Captions;

/// <summary>The words for what a scene shows; the likelier ones have the larger weights.</summary>
internal static class Lexicon
{
    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six"];

    public static string Number(int number) => Numbers[number];

    /// <summary>A noun and its plural.</summary>
    public static (string One, string Many) Noun(Shape? shape, SceneRandom random) => shape switch
    {
        Shape.Cube => random.PickWeighted((("cube", "cubes"), 6), (("block", "blocks"), 3), (("box", "boxes"), 1)),
        Shape.Ball => random.PickWeighted((("ball", "balls"), 3), (("sphere", "spheres"), 1)),
        Shape.Cylinder => random.PickWeighted((("cylinder", "cylinders"), 4), (("drum", "drums"), 1)),
        Shape.Cone => ("cone", "cones"),
        Shape.Pyramid => ("pyramid", "pyramids"),
        Shape.Ring => random.PickWeighted((("ring", "rings"), 3), (("donut", "donuts"), 1)),
        Shape.Star => ("star", "stars"),
        Shape.Heart => ("heart", "hearts"),
        Shape.Moon => random.PickWeighted((("moon", "moons"), 2), (("crescent", "crescents"), 1)),
        Shape.Cross => random.PickWeighted((("cross", "crosses"), 3), (("plus sign", "plus signs"), 1)),
        _ => random.PickWeighted((("object", "objects"), 4), (("thing", "things"), 2), (("shape", "shapes"), 2), (("toy", "toys"), 2)),
    };

    public static string Word(Size size, SceneRandom random) => size switch
    {
        Size.Small => random.PickWeighted(("small", 6), ("little", 3), ("tiny", 1)),
        Size.Medium => random.PickWeighted(("medium-sized", 2), ("mid-sized", 1)),
        _ => random.PickWeighted(("large", 4), ("big", 5), ("huge", 1)),
    };

    public static string Word(Colour colour, SceneRandom random) => colour switch
    {
        Colour.Purple => random.PickWeighted(("purple", 4), ("violet", 1)),
        _ => colour.ToString().ToLowerInvariant(),
    };

    public static string Word(Surface surface, SceneRandom random) => surface switch
    {
        Surface.Plain => "plain",
        Surface.Striped => "striped",
        _ => random.PickWeighted(("dotted", 3), ("spotted", 2), ("polka-dot", 1)),
    };

    public static string Word(Relation relation, SceneRandom random) => relation switch
    {
        Relation.LeftOf => random.PickWeighted(("to the left of", 5), ("left of", 3), ("on the left of", 1)),
        Relation.RightOf => random.PickWeighted(("to the right of", 5), ("right of", 3), ("on the right of", 1)),
        Relation.InFrontOf => "in front of",
        Relation.Behind => "behind",
        Relation.NextTo => random.PickWeighted(("next to", 4), ("beside", 3), ("near", 2), ("close to", 1)),
        Relation.OnTopOf => random.PickWeighted(("on top of", 3), ("on", 1)),
        Relation.Above => random.PickWeighted(("above", 3), ("over", 1)),
        Relation.Below => random.PickWeighted(("below", 2), ("under", 2), ("beneath", 1)),
        Relation.LargerThan => random.PickWeighted(("bigger than", 1), ("larger than", 1)),
        _ => "smaller than",
    };

    public static string Phrase(Floor floor, SceneRandom random) => floor switch
    {
        Floor.Wood => random.PickWeighted(("on a wooden floor", 3), ("on wooden boards", 1)),
        Floor.Checkers => random.PickWeighted(("on a checkered floor", 2), ("on a tiled floor", 2), ("on square tiles", 1)),
        Floor.Carpet => random.PickWeighted(("on a carpet", 2), ("on a soft carpet", 1), ("on a rug", 1)),
        Floor.Plain => random.PickWeighted(("on a smooth floor", 2), ("on a bare floor", 1)),
        Floor.Grass => random.PickWeighted(("on the grass", 3), ("on a green lawn", 2), ("in a meadow", 1)),
        Floor.Sand => random.PickWeighted(("on the sand", 3), ("in the desert", 1)),
        _ => random.PickWeighted(("in the snow", 2), ("on snow", 1)),
    };

    public static string Phrase(Wall wall, SceneRandom random) => wall switch
    {
        Wall.Plain => random.PickWeighted(("in front of a plain wall", 1), ("before a bare wall", 1)),
        Wall.Striped => random.PickWeighted(("in front of a striped wall", 1), ("in front of striped wallpaper", 1)),
        Wall.Brick => "in front of a brick wall",
        Wall.BlueSky => random.PickWeighted(("under a blue sky", 2), ("under a sky with white clouds", 1)),
        _ => random.PickWeighted(("at sunset", 2), ("under an evening sky", 1)),
    };
}
