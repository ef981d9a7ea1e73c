namespace Sgraf.Model.Images;

/// <summary>A decoded picture: upright, in sRGB, without transparency.</summary>
public sealed record Picture
{
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Red, green and blue of every pixel, 0..255, row by row from the top.</param>
    /// <exception cref="ArgumentException">The pixels are not as many as the sizes say.</exception>
    public Picture(int width, int height, ReadOnlyMemory<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var length = 3L * width * height;
        if (pixels.Length != length)
            throw new ArgumentException($"pixels has {pixels.Length} bytes, expected {length} for {width} x {height}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
        (FullWidth, FullHeight) = (width, height);
    }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green and blue of every pixel, 0..255, row by row from the top.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>Width of the upright original, in pixels; larger than <see cref="Width"/> where it was decoded at a smaller size.</summary>
    public int FullWidth { get; init; }

    /// <summary>Height of the upright original, in pixels.</summary>
    public int FullHeight { get; init; }
}
