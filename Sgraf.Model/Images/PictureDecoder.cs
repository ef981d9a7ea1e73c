using NetVips;

namespace Sgraf.Model.Images;

/// <summary>Turns a picture's file into pixels and refuses everything doubtful: truncated, damaged, too large, of another format.</summary>
/// <remarks>Any number of threads may decode at once. Of an animation the first frame counts.</remarks>
/// <param name="options">What a picture may cost.</param>
public sealed class PictureDecoder(DecodingOptions options)
{
    private const int White = 255;

    /// <summary>No camera's picture is longer, and no JPEG can be; a line of pixels costs as much time as its length, however few they are in all.</summary>
    private const int LongestSide = 65_535;

    /// <summary>Decodes a picture: upright, in sRGB, transparency laid on white.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="sufficientSide">
    /// Length of the shorter side, in pixels, beyond which more pixels are of no use: a JPEG may then be decoded at a half, a quarter or an
    /// eighth of its size. 0 keeps every pixel, as a detector with a resampling rule of its own needs.
    /// </param>
    /// <exception cref="ImageFormatException">The bytes are no complete picture of an accepted format and size.</exception>
    public Picture Decode(byte[] bytes, int sufficientSide = 0)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(sufficientSide);
        var format = Recognize(bytes);
        Libvips.Prepare();
        try
        {
            using var header = Open(format, bytes, shrink: 1);
            CheckSize(header);
            var shrink = format == PictureFormat.Jpeg ? Shrink(Math.Min(header.Width, header.Height), sufficientSide) : 1;
            if (shrink == 1) return ToPicture(header, header);
            using var smaller = Open(format, bytes, shrink);
            return ToPicture(smaller, header);
        }
        catch (VipsException failure)
        {
            // The library's own words stay inside: it shares them between threads, so that they may speak of another picture.
            throw new ImageFormatException($"The file is a damaged or truncated {format.Name} picture, expected a complete one.", failure);
        }
    }

    /// <summary>Decodes a picture's file, which is not read when it is too long.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sufficientSide">As for bytes.</param>
    /// <exception cref="ImageFormatException">The file is no complete picture of an accepted format and size.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Picture DecodeFile(string path, int sufficientSide = 0)
    {
        using var file = File.OpenRead(path);
        CheckLength(file.Length);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Decode(bytes, sufficientSide);
    }

    private void CheckLength(long length)
    {
        if (length > options.MaxBytes)
            throw new ImageFormatException($"The file has {length:N0} bytes, expected at most {options.MaxBytes:N0}.");
    }

    private PictureFormat Recognize(byte[] bytes)
    {
        CheckLength(bytes.Length);
        return PictureFormat.Of(bytes)
            ?? throw new ImageFormatException($"The file is {ForeignFormat.Describe(bytes)}, expected a {PictureFormat.Accepted} picture.");
    }

    private void CheckSize(Image header)
    {
        if (Math.Max(header.Width, header.Height) > LongestSide)
            throw new ImageFormatException(
                $"The picture has {header.Width} x {header.Height} pixels, expected at most {LongestSide:N0} on a side; cut it, or scale it down.");
        if ((long)header.Width * header.Height > options.MaxPixels)
            throw new ImageFormatException(
                $"The picture has {header.Width} x {header.Height} pixels, expected at most {options.MaxPixels:N0} in all; scale it down.");
    }

    private static void CheckChannels(Image opaque)
    {
        if (opaque.Bands != 3 || opaque.Format != Enums.BandFormat.Uchar)
            throw new ImageFormatException("The picture has channels of its own kind, expected grey, colours or inks, with or without transparency.");
    }

    /// <summary>Reads no more than the header; pixels follow when they are asked for, once and from the top.</summary>
    /// <remarks>The loader is named, not left to libvips, which takes a phone's high-dynamic-range JPEG for a format of its own.</remarks>
    private static Image Open(PictureFormat format, byte[] bytes, int shrink)
    {
        var options = new VOption { { "access", Enums.Access.Sequential }, { "fail_on", Enums.FailOn.Error } };
        if (shrink > 1) options.Add("shrink", shrink);
        return (Image)Operation.Call(format.Loader, options, bytes);
    }

    private static int Shrink(int shorterSide, int sufficientSide)
    {
        if (sufficientSide == 0) return 1;
        var shrink = 8;
        while (shrink > 1 && shorterSide / shrink < sufficientSide) shrink /= 2;
        return shrink;
    }

    private static Picture ToPicture(Image image, Image header)
    {
        var orientation = image.Contains("orientation") ? (int)image.Get("orientation") : 1;
        using var colours = ToColours(image);
        using var opaque = colours.HasAlpha() ? colours.Flatten(background: [White]) : colours.Copy();
        CheckChannels(opaque);
        using var upright = orientation == 1 ? opaque.Copy() : TurnUpright(opaque);
        var liesOnItsSide = orientation is >= 5 and <= 8;
        return new Picture(upright.Width, upright.Height, upright.WriteToMemory<byte>())
        {
            FullWidth = liesOnItsSide ? header.Height : header.Width,
            FullHeight = liesOnItsSide ? header.Width : header.Height,
        };
    }

    private static Image ToColours(Image image)
    {
        var needsProfile = image.Contains("icc-profile-data") || image.Interpretation == Enums.Interpretation.Cmyk;
        using var colours = needsProfile ? image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Perceptual) : image.Copy();
        return colours.Colourspace(Enums.Interpretation.Srgb);    // 8 bits a value, which a profile leaves at 16
    }

    /// <summary>Turning asks for the pixels out of order, so they are all decoded first.</summary>
    private static Image TurnUpright(Image image)
    {
        using var decoded = image.CopyMemory();
        return decoded.Autorot();
    }
}
