using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;

namespace Sgraf.Training.Alignments;

/// <summary>The backward pass of <c>softmax_r(9 l2_l(LeakyReLU(v_r · w_l)))</c>, from the contexts to the inner products.</summary>
internal sealed unsafe class AttentionBackward<TKernel> : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const float LeakySlope = 0.1f;
    private const float Smoothing = 9;
    private const int Lanes = 16;

    private readonly AlignedBuffer _gradient = new();

    /// <param name="contexts">The attention and its parts.</param>
    /// <param name="regions">(R, D)</param>
    /// <param name="regionCount">R.</param>
    /// <param name="gradients">The gradient of the contexts, (words, D).</param>
    /// <param name="captions">The words.</param>
    /// <returns>The gradient of the inner products, (words, R). Valid until the next call.</returns>
    public PanelMatrix ToProducts(
        WordContexts<TKernel> contexts, PanelMatrix regions, int regionCount, PanelMatrix gradients, CaptionGroup captions)
    {
        var words = captions.WordCount;
        var products = new PanelMatrix(_gradient.Reserve(Panels.Size(words, regionCount)), words, regionCount);
        // The gradient of the attention, which is taken to that of the inner products in place.
        MatrixProduct<TKernel>.MultiplyTransposed(gradients, words, regions, regionCount, products);
        for (var word = 0; word < words; word++)
            Softmax(contexts.Attention, products, word);
        for (var caption = 0; caption < captions.Count; caption++)
            Normalization(contexts.Parts, products, captions, caption);
        return products;
    }

    /// <inheritdoc />
    public void Dispose() => _gradient.Dispose();

    /// <summary><c>k' = p (p' - Σ p p')</c> along a row; p is zero in its padding.</summary>
    private static void Softmax(PanelMatrix attention, PanelMatrix gradient, int word)
    {
        Vector512<float> products = default;
        for (var region = 0; region < gradient.Columns; region += Lanes)
            products = Vector512.MultiplyAddEstimate(Vector512.Load(attention.At(word, region)), Vector512.Load(gradient.At(word, region)), products);
        var sum = Vector512.Create(Vector512.Sum(products));
        for (var region = 0; region < gradient.Columns; region += Lanes)
            (Vector512.Load(attention.At(word, region)) * (Vector512.Load(gradient.At(word, region)) - sum)).Store(gradient.At(word, region));
    }

    /// <summary>
    /// <c>b' = f k' - b (b · k') f² / (9 |b|)</c> along a caption's words, where <c>k = f b</c> and <c>f = 9 / (|b| + 1e-8)</c>; then
    /// through the leaky ReLU.
    /// </summary>
    private static void Normalization(CrossAttention<TKernel> parts, PanelMatrix gradient, CaptionGroup captions, int caption)
    {
        var (start, end, zero) = (captions.Start(caption), captions.Start(caption + 1), Vector512<float>.Zero);
        for (var region = 0; region < gradient.Columns; region += Lanes)
        {
            var products = zero;
            for (var word = start; word < end; word++)
                products = Vector512.MultiplyAddEstimate(Vector512.Load(parts.Likeness.At(word, region)), Vector512.Load(gradient.At(word, region)), products);
            var factors = Vector512.Load(parts.Factors.At(caption, region));
            var lengths = Vector512.Create(Smoothing) / factors - Vector512.Create(RowMath.Epsilon);
            var shares = Vector512.ConditionalSelect(
                Vector512.GreaterThan(lengths, zero), products * factors * factors / (lengths * Smoothing), zero);
            for (var word = start; word < end; word++)
            {
                var likeness = Vector512.Load(parts.Likeness.At(word, region));
                var slopes = Vector512.ConditionalSelect(Vector512.GreaterThan(likeness, zero), Vector512<float>.One, Vector512.Create(LeakySlope));
                ((factors * Vector512.Load(gradient.At(word, region)) - shares * likeness) * slopes).Store(gradient.At(word, region));
            }
        }
    }
}
