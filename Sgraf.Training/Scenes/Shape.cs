namespace Sgraf.Training.Scenes;

/// <summary>The form of an object: the class that a detector tells.</summary>
internal enum Shape
{
    Cube,
    Ball,
    Cylinder,
    Cone,
    Pyramid,
    Ring,
    Star,
    Heart,
    Moon,
    Cross,
}
