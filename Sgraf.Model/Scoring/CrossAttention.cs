using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The attention of words on the regions of an image.</summary>
/// <remarks>
/// SCAN's text-to-image attention: <c>softmax_r(9 l2_l(LeakyReLU(w_l · v_r)))</c>, the norm over a caption's words for each region,
/// the softmax over regions for each word. Words are rows, so that a norm is 16 regions' at a time, added up word by word: it does
/// not depend on where in the group the caption stands.
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
    private readonly AlignedBuffer _sums = new();

    /// <summary>The rectified inner products of words and regions, (words, R), where they are kept.</summary>
    public PanelMatrix Likeness { get; private set; }

    /// <summary>Nine over the norm of a caption's likeness to each region, (captions, R), where they are kept.</summary>
    public PanelMatrix Factors { get; private set; }

    /// <param name="regions">(R, D)</param>
    /// <param name="regionCount">R</param>
    /// <param name="captions">The words of several captions.</param>
    /// <returns>(words, R): row l is the attention of word l. Valid until the next call.</returns>
    public PanelMatrix Attend(PanelMatrix regions, int regionCount, CaptionGroup captions)
    {
        var words = captions.WordCount;
        var attention = new PanelMatrix(_attention.Reserve(Panels.Size(words, regionCount)), words, regionCount);
        Likeness = keepsParts ? new PanelMatrix(_likeness.Reserve(Panels.Size(words, regionCount)), words, regionCount) : attention;
        Factors = keepsParts ? new PanelMatrix(_factors.Reserve(Panels.Size(captions.Count, regionCount)), captions.Count, regionCount) : default;
        MatrixProduct<TKernel>.MultiplyTransposed(captions.Rows, words, regions, regionCount, Likeness);
        for (var caption = 0; caption < captions.Count; caption++)
            NormalizeWords(captions, caption, attention);
        SoftmaxRegions(attention, words);
        return attention;
    }

    public void Dispose()
    {
        _likeness.Dispose();
        _attention.Dispose();
        _factors.Dispose();
        _sums.Dispose();
    }

    /// <summary>Leaky ReLU of a caption's likeness to each region, then nine times each word's share in their norm.</summary>
    private void NormalizeWords(CaptionGroup captions, int caption, PanelMatrix attention)
    {
        var (start, end, slope) = (captions.Start(caption), captions.Start(caption + 1), Vector512.Create(LeakySlope));
        for (var region = 0; region < attention.Columns; region += Lanes)
        {
            Vector512<float> squares = default;
            for (var word = start; word < end; word++)
            {
                var likeness = Vector512.Load(Likeness.At(word, region));
                likeness = Vector512.Max(likeness, likeness * slope);
                likeness.Store(Likeness.At(word, region));
                squares += likeness * likeness;
            }

            var factors = Vector512.Create(Smoothing) / (Vector512.Sqrt(squares) + Vector512.Create(RowMath.Epsilon));
            if (keepsParts)
                factors.Store(Factors.At(caption, region));
            for (var word = start; word < end; word++)
                (Vector512.Load(Likeness.At(word, region)) * factors).Store(attention.At(word, region));
        }
    }

    /// <summary>Softmax along each row. The values lie within -9 and 9, so no shift is needed.</summary>
    private void SoftmaxRegions(PanelMatrix attention, int words)
    {
        var sums = _sums.Reserve(words);
        for (var word = 0; word < words; word++)
            sums[word] = Exponentiate(attention, word);
        // After all sums, so that no row waits for its own.
        for (var word = 0; word < words; word++)
        {
            var share = Vector512.Create(1 / sums[word]);
            for (var region = 0; region < attention.Columns; region += Lanes)
                (Vector512.Load(attention.At(word, region)) * share).Store(attention.At(word, region));
        }
    }

    /// <returns>The sum of a row's exponentials; its padding takes no part and counts as zero.</returns>
    private static float Exponentiate(PanelMatrix attention, int word)
    {
        Vector512<float> sum = default;
        for (var region = 0; region < attention.Columns; region += Lanes)
        {
            var exponential = Exponential.Of(Vector512.Load(attention.At(word, region)));
            if (attention.Columns - region < Lanes)
                exponential &= Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(attention.Columns - region)).AsSingle();
            exponential.Store(attention.At(word, region));
            sum += exponential;
        }
        return Vector512.Sum(sum);
    }
}
