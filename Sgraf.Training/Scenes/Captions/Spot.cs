namespace Sgraf.Training.Scenes.Captions;

/// <summary>Where in the picture an object is.</summary>
internal enum Spot
{
    Left,
    Right,
    Middle,
    Front,
    Back,
    Air,
}
