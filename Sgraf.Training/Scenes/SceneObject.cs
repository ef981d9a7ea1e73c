using Sgraf.Training.Scenes.Drawing;
using Sgraf.Training.Scenes.Solids;

namespace Sgraf.Training.Scenes;

/// <summary>One object of a scene: what captions can say of it, and where and how it is drawn.</summary>
internal sealed record SceneObject
{
    public required Shape Shape { get; init; }

    public required Colour Colour { get; init; }

    public required Size Size { get; init; }

    public required Surface Surface { get; init; }

    /// <summary>How it is painted.</summary>
    public required Coat Coat { get; init; }

    /// <summary>Units of the world to the solid's unit.</summary>
    public required float Scale { get; init; }

    /// <summary>Cosine and sine of its turn about the upright axis.</summary>
    public required (float Cosine, float Sine) Turn { get; init; }

    /// <summary>The point below its middle: X to the right, Y the height of its lowest point, Z away from the viewer.</summary>
    public Triple Place { get; init; }

    /// <summary>Whether it hangs in the air.</summary>
    public bool Floats { get; init; }

    /// <summary>The object that it stands on; null when that is the floor or nothing.</summary>
    public int? Support { get; init; }

    public Solid Solid => SolidOf.Shape(Shape);

    /// <summary>Height of its highest point.</summary>
    public float Top => Place.Y + Scale * (Solid.Top - Solid.Bottom);

    /// <summary>Half the width of the floor that it needs.</summary>
    public float Footprint => Solid.Footprint * Scale;

    /// <summary>Depth of the side on which it stands nearest to the viewer.</summary>
    public float NearSide => Place.Z - Scale * Solid.Foot;

    /// <summary>Its middle.</summary>
    public Triple Centre => new(Place.X, Place.Y - Scale * Solid.Bottom, Place.Z);

    public Body ToBody() => new(Solid, Centre, Scale, Turn);
}
