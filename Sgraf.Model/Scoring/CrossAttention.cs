using System.Runtime.Intrinsics;
using Sgraf.Model.Scoring.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The attention of words on the regions of an image.</summary>
/// <remarks>
/// SCAN's text-to-image attention: <c>softmax_r(9 l2_l(LeakyReLU(v_r · w_l)))</c>, the norm over a caption's words for each region,
/// the softmax over regions for each word.
/// </remarks>
internal sealed unsafe class CrossAttention<TKernel> : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const float LeakySlope = 0.1f;
    private const float Smoothing = 9;
    private const int Lanes = 16;

    private readonly AlignedBuffer _attention = new();
    private readonly AlignedBuffer _squares = new();
    private readonly AlignedBuffer _scales = new();

    /// <param name="regions">(R, D)</param>
    /// <param name="regionCount">R</param>
    /// <param name="captions">The words of several captions.</param>
    /// <param name="zeros">One panel's width of zeros.</param>
    /// <returns>(R, words): column l is the attention of word l. Valid until the next call.</returns>
    public PanelMatrix Attend(PanelMatrix regions, int regionCount, CaptionGroup captions, float* zeros)
    {
        var words = captions.Columns;
        var attention = new PanelMatrix(
            _attention.Reserve(Panels.Size(regionCount, words.Columns)), regionCount, words.Columns);
        for (var panel = 0; panel < words.PanelCount; panel++)
        {
            MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                regions.Row(0), regions.PanelStride, regions.Columns, words.Panel(panel), zeros, attention.Panel(panel),
                regionCount, words.Columns - panel * Panels.Width);
        }

        _squares.Reserve(words.PanelCount * Panels.Width);
        _scales.Reserve(Panels.Size(regionCount, words.Columns));
        var scales = new PanelMatrix(_scales.Pointer, regionCount, words.Columns);
        for (var region = 0; region < regionCount; region++)
            ScaleWords(attention, region, captions, scales);
        for (var lane = 0; lane < words.Columns; lane += Lanes)
            SoftmaxRegions(attention.At(0, lane), scales.At(0, lane), regionCount);
        return attention;
    }

    public void Dispose()
    {
        _attention.Dispose();
        _squares.Dispose();
        _scales.Dispose();
    }

    /// <summary>Leaky ReLU in place; the factor that each caption's words get from their norm at this region.</summary>
    private void ScaleWords(PanelMatrix attention, int region, CaptionGroup captions, PanelMatrix scales)
    {
        var slope = Vector512.Create(LeakySlope);
        var squares = _squares.Pointer;
        for (var lane = 0; lane < attention.Columns; lane += Lanes)
        {
            var similarity = Vector512.Load(attention.At(region, lane));
            similarity = Vector512.Max(similarity, similarity * slope);
            similarity.Store(attention.At(region, lane));
            (similarity * similarity).Store(squares + lane);
        }

        for (var caption = 0; caption < captions.Count; caption++)
        {
            // Added up word by word: the sum must not depend on where in the group the caption stands.
            var sum = 0f;
            for (var word = captions.Start(caption); word < captions.Start(caption + 1); word++)
                sum += squares[word];
            var scale = Smoothing / (MathF.Sqrt(sum) + RowMath.Epsilon);
            for (var word = captions.Start(caption); word < captions.Start(caption + 1); word++)
                *scales.At(region, word) = scale;
        }
    }

    /// <summary>Softmax down 16 columns. Their values lie within -9 and 9, so no shift is needed.</summary>
    private static void SoftmaxRegions(float* attention, float* scales, int regionCount)
    {
        Vector512<float> sum = default;
        for (var region = 0; region < regionCount; region++)
        {
            var value = attention + region * Panels.Width;
            var exponential = Vector512.Exp(Vector512.Load(value) * Vector512.Load(scales + region * Panels.Width));
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
