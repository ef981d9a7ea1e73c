using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The attention of words on the regions of an image.</summary>
/// <remarks>
/// SCAN's text-to-image attention: <c>softmax_r(9 l2_l(LeakyReLU(v_r · w_l)))</c>, the norm over a caption's words for each region,
/// the softmax over regions for each word.
/// </remarks>
/// <param name="keepsParts">Whether <see cref="Likeness"/> and <see cref="Factors"/> are kept, for the gradient.</param>
internal sealed unsafe class CrossAttention<TKernel>(bool keepsParts = false) : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const float LeakySlope = 0.1f;
    private const float Smoothing = 9;
    private const int Lanes = 16;

    private readonly AlignedBuffer _likeness = new();
    private readonly AlignedBuffer _attention = new();
    private readonly AlignedBuffer _factors = new();
    private int _factorCount;

    /// <summary>The rectified inner products of regions and words, (R, words), where they are kept.</summary>
    public PanelMatrix Likeness { get; private set; }

    /// <summary>For one region, nine over the norm of its likeness to a caption's words, one value a word; where they are kept.</summary>
    public float* Factors(int region) => _factors.Pointer + (keepsParts ? region * _factorCount : 0);

    /// <param name="regions">(R, D)</param>
    /// <param name="regionCount">R</param>
    /// <param name="captions">The words of several captions.</param>
    /// <returns>(R, words): column l is the attention of word l. Valid until the next call.</returns>
    public PanelMatrix Attend(PanelMatrix regions, int regionCount, CaptionGroup captions)
    {
        var words = captions.WordCount;
        var size = Panels.Size(regionCount, words);
        var attention = new PanelMatrix(_attention.Reserve(size), regionCount, words);
        Likeness = keepsParts ? new PanelMatrix(_likeness.Reserve(size), regionCount, words) : attention;
        // Columns past the last go through the same steps: they are to hold numbers.
        new Span<float>(Likeness.Row(0), checked((int)size)).Clear();
        MatrixProduct<TKernel>.MultiplyTransposed(regions, regionCount, captions.Rows, words, Likeness);

        _factorCount = attention.PanelCount * Panels.Width;
        _factors.Reserve((keepsParts ? regionCount : 1) * _factorCount);
        for (var region = 0; region < regionCount; region++)
            NormalizeWords(attention, region, captions);
        for (var word = 0; word < words; word += Lanes)
            SoftmaxRegions(attention.At(0, word), regionCount);
        return attention;
    }

    public void Dispose()
    {
        _likeness.Dispose();
        _attention.Dispose();
        _factors.Dispose();
    }

    /// <summary>Leaky ReLU of one region's similarities, then nine times their share in each caption's norm.</summary>
    private void NormalizeWords(PanelMatrix attention, int region, CaptionGroup captions)
    {
        var slope = Vector512.Create(LeakySlope);
        var factors = Factors(region);
        for (var word = 0; word < attention.Columns; word += Lanes)
        {
            var likeness = Vector512.Load(Likeness.At(region, word));
            likeness = Vector512.Max(likeness, likeness * slope);
            likeness.Store(Likeness.At(region, word));
            (likeness * likeness).Store(factors + word);
        }

        for (var caption = 0; caption < captions.Count; caption++)
        {
            // Added up word by word: the sum must not depend on where in the group the caption stands.
            var squares = new Span<float>(factors + captions.Start(caption), captions.Start(caption + 1) - captions.Start(caption));
            var sum = 0f;
            foreach (var square in squares)
                sum += square;
            squares.Fill(Smoothing / (MathF.Sqrt(sum) + RowMath.Epsilon));
        }

        for (var word = 0; word < attention.Columns; word += Lanes)
            (Vector512.Load(Likeness.At(region, word)) * Vector512.Load(factors + word)).Store(attention.At(region, word));
    }

    /// <summary>Softmax down 16 columns. Their values lie within -9 and 9, so no shift is needed.</summary>
    private static void SoftmaxRegions(float* attention, int regionCount)
    {
        Vector512<float> sum = default;
        for (var region = 0; region < regionCount; region++)
        {
            var value = attention + region * Panels.Width;
            var exponential = Exponential.Of(Vector512.Load(value));
            exponential.Store(value);
            sum += exponential;
        }

        var share = Vector512<float>.One / sum;
        for (var region = 0; region < regionCount; region++)
        {
            var value = attention + region * Panels.Width;
            (Vector512.Load(value) * share).Store(value);
        }
    }
}
