namespace Sgraf.Model.Images.Sampling;

/// <summary>A resize along one axis: which source pixels a target pixel is made of, and in which shares.</summary>
/// <remarks>Pixel i covers i to i + 1, its centre is at i + 0.5. Target pixel i takes so many source pixels from <c>Starts[i]</c> on.</remarks>
internal sealed class AxisSampling
{
    private AxisSampling(int length, int taps) => (Starts, Taps, Weights) = (new int[length], taps, new float[length * taps]);

    /// <summary>Length of the target axis, in pixels.</summary>
    public int Length => Starts.Length;

    /// <summary>Source pixels of a target pixel; all of them exist.</summary>
    public int Taps { get; }

    /// <summary>The first source pixel of every target pixel; never falls from one to the next.</summary>
    public int[] Starts { get; }

    /// <summary>The first source pixel that is needed at all.</summary>
    public int First => Starts[0];

    /// <summary>Source pixels from the first to the last one needed.</summary>
    public int Reach => Starts[^1] + Taps - Starts[0];

    /// <summary>Shares of the source pixels, (target, tap); those of a target pixel add up to one.</summary>
    public float[] Weights { get; }

    /// <summary>Between the two nearest pixels, however much the axis shrinks: OpenCV's <c>INTER_LINEAR</c>, which Caffe detectors want.</summary>
    /// <param name="length">Length of the target axis.</param>
    /// <param name="scale">Target pixels a source pixel.</param>
    /// <param name="sourceLength">Length of the source axis.</param>
    public static AxisSampling Bilinear(int length, double scale, int sourceLength)
    {
        var axis = new AxisSampling(length, Math.Min(2, sourceLength));
        for (var i = 0; i < length; i++)
        {
            var place = (float)((i + 0.5) / scale - 0.5);    // in single precision, as OpenCV does
            place = Math.Clamp(place, 0, sourceLength - 1);
            var start = Math.Min((int)place, sourceLength - axis.Taps);
            axis.Starts[i] = start;
            axis.Weights[i * axis.Taps] = 1 - (place - start);
            if (axis.Taps == 2) axis.Weights[i * axis.Taps + 1] = place - start;
        }
        return axis;
    }

    /// <summary>Between the nearest pixels where the axis grows, over all that is covered where it shrinks: Pillow's <c>BILINEAR</c>.</summary>
    /// <param name="length">Length of the target axis.</param>
    /// <param name="from">Where the part of the source axis starts, in pixels.</param>
    /// <param name="to">Where it ends; pixels beyond the ends still take part, as far as there are any.</param>
    /// <param name="sourceLength">Length of the source axis.</param>
    public static AxisSampling Antialiased(int length, double from, double to, int sourceLength)
    {
        var scale = (to - from) / length;
        var reach = Math.Max(1, scale);
        var axis = new AxisSampling(length, Math.Min((int)Math.Ceiling(2 * reach), sourceLength));
        for (var i = 0; i < length; i++)
        {
            var centre = from + (i + 0.5) * scale;
            axis.Starts[i] = Math.Clamp((int)(centre - reach + 0.5), 0, sourceLength - axis.Taps);
            Triangle(axis.Weights.AsSpan(i * axis.Taps, axis.Taps), centre - axis.Starts[i], reach);
        }
        return axis;
    }

    private static void Triangle(Span<float> weights, double centre, double reach)
    {
        var sum = 0.0;
        for (var tap = 0; tap < weights.Length; tap++)
            sum += weights[tap] = (float)Math.Max(0, 1 - Math.Abs(tap + 0.5 - centre) / reach);
        foreach (ref var weight in weights) weight = (float)(weight / sum);
    }
}
