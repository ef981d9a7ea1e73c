using System.Globalization;
using Sgraf.Training.Data;
using Sgraf.Training.Optimization;
using static TorchSharp.torch;

namespace Sgraf.Training.Distillation;

/// <summary>Trains a shortlist's layers until they rank no better.</summary>
/// <param name="settings">What shapes it.</param>
/// <param name="blocks">What is learned from.</param>
internal sealed class DistillationRun(DistillationSettings settings, IReadOnlyList<TeacherBlock> blocks)
{
    /// <summary>Longest gradient; the first steps of a large learning rate would else lead far away.</summary>
    private const double Clip = 1;

    /// <summary>Logits of a product of one in the beginning; it is learned.</summary>
    private const double FirstScale = 10;

    /// <summary>Trains, and measures after every epoch what came out.</summary>
    /// <param name="comparison">Measures it.</param>
    /// <param name="remark">Told how it goes, a line an epoch.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The best that came out, the beginning included.</returns>
    public ShortlistCandidate Run(ShortlistComparison comparison, Action<string> remark, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var head = new ShortlistHead(PrincipalAxes.Of(blocks, settings.Size), FirstScale);
        using var adam = new Adam(head.named_parameters().Select(parameter => (parameter.name, parameter.parameter)));
        using var loss = new SoftRanking(SharpnessOverCaptions(), SharpnessOverImages());
        var (best, bestEpoch) = (comparison.Measure(ShortlistCandidate.Distilled, head.ToTensors()), 0);
        remark(string.Create(CultureInfo.InvariantCulture, $"before the first epoch: {100 * best.Share:F2} % of the best 10 kept"));
        for (var epoch = 1; epoch <= settings.Epochs && epoch - bestEpoch <= settings.Patience; epoch++)
        {
            var mean = TrainEpoch(head, adam, loss, epoch, cancellation);
            var found = comparison.Measure(ShortlistCandidate.Distilled, head.ToTensors());
            if (found.Share > best.Share) (best, bestEpoch) = (found, epoch);
            remark(string.Create(CultureInfo.InvariantCulture,
                $"epoch {epoch}: mean loss {mean:F4}, {100 * found.Share:F2} % of the best 10 kept{(bestEpoch == epoch ? ", the best so far" : "")}"));
        }
        return best;
    }

    private double TrainEpoch(ShortlistHead head, Adam adam, SoftRanking loss, int epoch, CancellationToken cancellation)
    {
        return EpochOrder.Of(blocks.Count, settings.Seed, epoch).Average(block =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Step(head, adam, loss, blocks[block]);
        });
    }

    private double Step(ShortlistHead head, Adam adam, SoftRanking loss, TeacherBlock block)
    {
        using var scope = NewDisposeScope();
        adam.ClearGradients();
        var images = Aligned(block.Images, block.ImageCount);
        var captions = Aligned(block.Captions, block.CaptionCount);
        var value = loss.Of(head.Logits(images, captions), Aligned(block.Logits, block.ImageCount));
        value.backward();
        adam.ClipGradients(Clip);
        var progress = adam.StepCount / ((double)settings.Epochs * blocks.Count);
        adam.Step(settings.LearningRate * (1 + Math.Cos(Math.PI * progress)) / 2);
        return value.item<float>();
    }

    /// <summary>A tensor in memory of its own: the last bits of a product depend on how an array happens to lie.</summary>
    private static Tensor Aligned(float[] values, int rows)
    {
        using var scope = NewDisposeScope();
        return tensor(values, [rows, values.Length / rows]).clone().MoveToOuterDisposeScope();
    }

    private float SharpnessOverCaptions() => Sharpness.Find([.. blocks[0].Logits.Chunk(blocks[0].CaptionCount)], settings.Perplexity);

    private float SharpnessOverImages()
    {
        var (block, columns) = (blocks[0], blocks[0].CaptionCount);
        return Sharpness.Find(
            [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, block.ImageCount).Select(row => block.Logits[row * columns + column]).ToArray())],
            settings.Perplexity);
    }
}
