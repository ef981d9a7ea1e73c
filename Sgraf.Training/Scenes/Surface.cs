namespace Sgraf.Training.Scenes;

/// <summary>What an object is painted with.</summary>
internal enum Surface
{
    Plain,
    Striped,
    Dotted,
}
