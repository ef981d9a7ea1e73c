namespace Sgraf.Training.Scenes;

/// <summary>A picture and what is to be learnt from it.</summary>
/// <param name="Pixels">Rows from the top, pixels from the left, red, green and blue in 0..255: size * size * 3 bytes.</param>
/// <param name="Size">Width and height, in pixels.</param>
/// <param name="Labels">Boxes, properties and captions.</param>
internal sealed record RenderedScene(byte[] Pixels, int Size, SceneLabels Labels);
