namespace Sgraf.Training.Scenes.Captions;

/// <summary>What a caption says of an object itself; null where it says nothing.</summary>
internal readonly record struct Description(Shape? Shape = null, Colour? Colour = null, Size? Size = null, Surface? Surface = null)
{
    /// <summary>How many properties it names.</summary>
    public int Detail => (Shape is null ? 0 : 1) + (Colour is null ? 0 : 1) + (Size is null ? 0 : 1) + (Surface is null ? 0 : 1);

    /// <summary>Whether it is true of the object.</summary>
    public bool Fits(SceneObject item) =>
        (Shape ?? item.Shape) == item.Shape && (Colour ?? item.Colour) == item.Colour
        && (Size ?? item.Size) == item.Size && (Surface ?? item.Surface) == item.Surface;
}
