using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;

namespace Sgraf.Training.Alignments;

/// <summary>The backward pass of <c>softmax_r(9 l2_l(LeakyReLU(v_r · w_l)))</c>, from the attention to the inner products.</summary>
internal sealed unsafe class AttentionBackward<TKernel> : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const float LeakySlope = 0.1f;
    private const float Smoothing = 9;
    private const int Lanes = 16;

    private readonly AlignedBuffer _gradient = new();

    /// <param name="contexts">The attention and its parts.</param>
    /// <param name="gradient">The gradient of the attention, transposed, (words, R).</param>
    /// <param name="regionCount">R.</param>
    /// <param name="captions">The words.</param>
    /// <returns>The gradient of the inner products, (R, words). Valid until the next call.</returns>
    public PanelMatrix ToProducts(WordContexts<TKernel> contexts, PanelMatrix gradient, int regionCount, CaptionGroup captions)
    {
        var products = new PanelMatrix(_gradient.Reserve(Panels.Size(regionCount, captions.WordCount)), regionCount, captions.WordCount);
        Transpose(gradient, products, regionCount);
        for (var word = 0; word < captions.WordCount; word += Lanes)
            Softmax(contexts.Attention.At(0, word), products.At(0, word), regionCount);
        for (var region = 0; region < regionCount; region++)
        {
            Normalization(contexts.Parts, products, region, captions);
            for (var word = 0; word < captions.WordCount; word += Lanes)
                Rectification(contexts.Parts.Likeness.At(region, word), products.At(region, word));
        }
        return products;
    }

    /// <inheritdoc />
    public void Dispose() => _gradient.Dispose();

    private static void Transpose(PanelMatrix source, PanelMatrix target, int regionCount)
    {
        for (var region = 0; region < regionCount; region++)
        {
            for (var panel = 0; panel < target.PanelCount; panel++)
            {
                var first = panel * Panels.Width;
                var row = target.Panel(panel) + region * Panels.Width;
                for (var word = 0; word < Panels.Width; word++) row[word] = first + word < target.Columns ? *source.At(first + word, region) : 0;
            }
        }
    }

    /// <summary><c>k' = p (p' - Σ p p')</c> down 16 columns.</summary>
    private static void Softmax(float* attention, float* gradient, int regionCount)
    {
        Vector512<float> sum = default;
        for (var row = 0; row < regionCount * Panels.Width; row += Panels.Width)
            sum = Vector512.MultiplyAddEstimate(Vector512.Load(attention + row), Vector512.Load(gradient + row), sum);
        for (var row = 0; row < regionCount * Panels.Width; row += Panels.Width)
            (Vector512.Load(attention + row) * (Vector512.Load(gradient + row) - sum)).Store(gradient + row);
    }

    /// <summary><c>b' = f k' - b (b · k') f² / (9 |b|)</c> along a caption's words, where <c>k = f b</c> and <c>f = 9 / (|b| + 1e-8)</c>.</summary>
    private static void Normalization(CrossAttention<TKernel> parts, PanelMatrix gradient, int region, CaptionGroup captions)
    {
        var factors = parts.Factors(region);
        for (var caption = 0; caption < captions.Count; caption++)
        {
            var (start, end) = (captions.Start(caption), captions.Start(caption + 1));
            var sum = 0f;
            for (var word = start; word < end; word++) sum += *parts.Likeness.At(region, word) * *gradient.At(region, word);
            var factor = factors[start];
            var length = Smoothing / factor - RowMath.Epsilon;
            var share = length > 0 ? sum * factor * factor / (Smoothing * length) : 0;
            for (var word = start; word < end; word++)
                *gradient.At(region, word) = factor * *gradient.At(region, word) - share * *parts.Likeness.At(region, word);
        }
    }

    private static void Rectification(float* likeness, float* gradient)
    {
        var isPositive = Vector512.GreaterThan(Vector512.Load(likeness), Vector512<float>.Zero);
        var slopes = Vector512.ConditionalSelect(isPositive, Vector512<float>.One, Vector512.Create(LeakySlope));
        (Vector512.Load(gradient) * slopes).Store(gradient);
    }
}
