namespace Sgraf.Training.Scenes;

/// <summary>The main colour of an object.</summary>
internal enum Colour
{
    Red,
    Orange,
    Yellow,
    Green,
    Blue,
    Purple,
    Pink,
    White,
    Black,
}
