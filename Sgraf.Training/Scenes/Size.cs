namespace Sgraf.Training.Scenes;

/// <summary>How big an object is, whatever its depth.</summary>
internal enum Size
{
    Small,
    Medium,
    Large,
}
