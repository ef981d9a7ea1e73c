namespace Sgraf.Training.Scenes.Files;

/// <summary>Which pictures a split has; the same set always has the same bytes.</summary>
/// <param name="Seed">Seed of the whole world.</param>
/// <param name="Split">Name of the split.</param>
/// <param name="Size">Width and height of the pictures, in pixels.</param>
/// <param name="Version">See <see cref="SceneRenderer.Version"/>.</param>
internal sealed record SceneSet(long Seed, string Split, int Size, int Version = SceneRenderer.Version);
