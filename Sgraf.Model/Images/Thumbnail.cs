using System.Runtime.InteropServices;
using NetVips;

namespace Sgraf.Model.Images;

/// <summary>Makes small pictures to look at; models never see them.</summary>
public static class Thumbnail
{
    /// <summary>Of 100; below it, gradients show steps.</summary>
    private const int Quality = 75;

    /// <summary>Of 6; more would save little of a small file and take twice the time.</summary>
    private const int Effort = 2;

    /// <summary>The picture as WebP, scaled down where it is larger than a square.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">Side of the square, in pixels.</param>
    public static byte[] Encode(Picture picture, int side)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        Libvips.Prepare();
        var pixels = MemoryMarshal.TryGetArray(picture.Pixels, out var array) && array.Offset == 0 && array.Count == array.Array!.Length
            ? array.Array
            : picture.Pixels.ToArray();
        using var image = Image.NewFromMemory(pixels, picture.Width, picture.Height, bands: 3, Enums.BandFormat.Uchar);
        using var coloured = image.Copy(interpretation: Enums.Interpretation.Srgb);
        using var small = coloured.ThumbnailImage(side, height: side, size: Enums.Size.Down);
        return small.WebpsaveBuffer(q: Quality, effort: Effort, keep: Enums.ForeignKeep.None);
    }
}
