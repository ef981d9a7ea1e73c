namespace Sgraf.Api.Search;

/// <summary>The picture that was searched with.</summary>
/// <param name="Id">Its id in the gallery; null where it came with the request.</param>
/// <param name="Width">Of the upright picture, in pixels.</param>
/// <param name="Height">Of the upright picture, in pixels.</param>
/// <param name="Boxes">Its regions, best first: x1, y1, x2, y2 of the upright picture, 0 to 1 from the top left.</param>
internal sealed record QueryImage(string? Id, int Width, int Height, IReadOnlyList<IReadOnlyList<float>> Boxes);
