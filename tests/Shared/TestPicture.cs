using NetVips;
using Sgraf.Model.Images;

namespace Sgraf.Tests;

/// <summary>Pictures made for tests, and their files.</summary>
internal static class TestPicture
{
    /// <summary>Soft shapes in many colours, different for every seed.</summary>
    public static Picture Create(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var waves = Enumerable.Range(0, 9).Select(_ => random.NextDouble() * 6).ToArray();
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y, c) = (i / 3 % width / (double)width, i / 3 / width / (double)height, i % 3);
            pixels[i] = (byte)(127.5 + 127 * Math.Sin(waves[c] + waves[3 + c] * x * 2 + waves[6 + c] * y * 3));
        }
        return new Picture(width, height, pixels);
    }

    /// <summary>One colour all over.</summary>
    public static Picture Plain(int width, int height, byte red, byte green, byte blue)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i += 3) (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        return new Picture(width, height, pixels);
    }

    /// <summary>The picture as a file, for example of suffix <c>.jpg</c> or <c>.png[interlace]</c>.</summary>
    public static byte[] Encode(this Picture picture, string suffix)
    {
        using var image = picture.ToImage();
        return image.WriteToBuffer(suffix);
    }

    /// <summary>The picture as one of the encoding library's; to be disposed of.</summary>
    public static Image ToImage(this Picture picture)
    {
        using var bare = Image.NewFromMemory(picture.Pixels.ToArray(), picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        return bare.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>Red, green and blue of one pixel.</summary>
    public static (byte Red, byte Green, byte Blue) At(this Picture picture, int x, int y)
    {
        var pixel = picture.Pixels.Span[(3 * (y * picture.Width + x))..];
        return (pixel[0], pixel[1], pixel[2]);
    }
}
