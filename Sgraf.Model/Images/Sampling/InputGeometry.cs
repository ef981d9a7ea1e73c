namespace Sgraf.Model.Images.Sampling;

/// <summary>Where a picture lies in a detector's input: at the top left, resized, with padding to the right and below.</summary>
/// <param name="ScaleX">Input pixels a picture's pixel, along a row.</param>
/// <param name="ScaleY">Input pixels a picture's pixel, down a column.</param>
/// <param name="Width">Width of the resized picture, in input pixels.</param>
/// <param name="Height">Height of the resized picture, in input pixels.</param>
/// <param name="PaddedWidth">Width of the input.</param>
/// <param name="PaddedHeight">Height of the input.</param>
public readonly record struct InputGeometry(double ScaleX, double ScaleY, int Width, int Height, int PaddedWidth, int PaddedHeight)
{
    /// <summary>Resizes a picture into its place: bilinear between pixel centres, without antialiasing.</summary>
    /// <param name="picture">The picture that this place is for.</param>
    /// <param name="scaling">Order and range of the channels.</param>
    /// <param name="values">The input, all zeros, (3, PaddedHeight, PaddedWidth).</param>
    public void Fill(Picture picture, PixelScaling scaling, Span<float> values) => Resampler.Resize(
        picture,
        AxisSampling.Bilinear(Width, ScaleX, picture.Width),
        AxisSampling.Bilinear(Height, ScaleY, picture.Height),
        scaling,
        new PixelPlanes(values, PaddedWidth, PaddedHeight));

    /// <summary>Maps boxes from input pixels to pixels of the upright original, cut at its edges.</summary>
    /// <param name="picture">The picture that this place is for.</param>
    /// <param name="boxes">x1 y1 x2 y2 of every box; changed in place.</param>
    public void MapBack(Picture picture, Span<float> boxes)
    {
        var x = (double)picture.FullWidth / picture.Width / ScaleX;
        var y = (double)picture.FullHeight / picture.Height / ScaleY;
        for (var i = 0; i < boxes.Length; i++)
        {
            var (factor, end) = i % 2 == 0 ? (x, picture.FullWidth) : (y, picture.FullHeight);
            boxes[i] = (float)Math.Clamp(boxes[i] * factor, 0, end);
        }
    }
}
