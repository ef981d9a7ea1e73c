namespace Sgraf.Model.Images.Sampling;

/// <summary>How large a detector wants its pictures.</summary>
public sealed record InputSizing
{
    /// <summary>Height of an input of one size, in pixels; 0 when inputs may differ.</summary>
    public int FixedHeight { get; init; }

    /// <summary>Width of an input of one size, in pixels; 0 when inputs may differ.</summary>
    public int FixedWidth { get; init; }

    /// <summary>Length that the shorter side is brought to, in pixels; 0 squeezes the picture into the fixed size.</summary>
    public int ShortSide { get; init; }

    /// <summary>Length that the longer side never exceeds, in pixels.</summary>
    public int LongSide { get; init; }

    /// <summary>Both sides are padded to a multiple of it.</summary>
    public int SizeDivisor { get; init; } = 1;

    /// <summary>Both sides are padded to this length at least, in pixels.</summary>
    public int MinSide { get; init; }

    /// <summary>The place of a picture in the input.</summary>
    public InputGeometry Place(int width, int height)
    {
        if (ShortSide == 0) return Squeeze(width, height);
        var scale = Scale(Math.Min(width, height), Math.Max(width, height));
        var (scaledWidth, scaledHeight) = (Length(width, scale), Length(height, scale));
        var (paddedWidth, paddedHeight) = FixedWidth > 0 ? (FixedWidth, FixedHeight) : (Pad(scaledWidth), Pad(scaledHeight));
        return new InputGeometry(scale, scale, scaledWidth, scaledHeight, paddedWidth, paddedHeight);
    }

    private InputGeometry Squeeze(int width, int height) =>
        new((double)FixedWidth / width, (double)FixedHeight / height, FixedWidth, FixedHeight, FixedWidth, FixedHeight);

    /// <summary>The rule of the Caffe detectors, their rounding included.</summary>
    private double Scale(int shorter, int longer)
    {
        var scale = (double)ShortSide / shorter;
        return Math.Round(scale * longer) > LongSide ? (double)LongSide / longer : scale;
    }

    private static int Length(int length, double scale) => Math.Max(1, (int)Math.Round(length * scale));

    private int Pad(int length) => (Math.Max(length, MinSide) + SizeDivisor - 1) / SizeDivisor * SizeDivisor;
}
