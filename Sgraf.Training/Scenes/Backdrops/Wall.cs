namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>What is behind the objects.</summary>
internal enum Wall
{
    Plain,
    Striped,
    Brick,
    BlueSky,
    Sunset,
}
