namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>What the objects stand on.</summary>
internal enum Floor
{
    Wood,
    Checkers,
    Carpet,
    Plain,
    Grass,
    Sand,
    Snow,
}
