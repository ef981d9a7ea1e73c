namespace Sgraf.Training.Scenes.Solids;

/// <summary>The solid of each shape.</summary>
internal static class SolidOf
{
    // In the order of the enumeration.
    private static readonly Solid[] All =
        [new Cube(), new Ball(), new Cylinder(), new Cone(), new Pyramid(), new Ring(), new Star(), new Heart(), new Moon(), new Cross()];

    public static Solid Shape(Shape shape) => All[(int)shape];
}
