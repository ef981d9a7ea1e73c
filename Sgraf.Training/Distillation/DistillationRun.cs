using System.Globalization;
using Sgraf.Training.Data;
using Sgraf.Training.Network;
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

    /// <summary>Trains, and measures after every epoch what came out.</summary>
    /// <param name="comparison">Measures it.</param>
    /// <param name="remark">Told how it goes, a line an epoch.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The best that came out, the beginning included.</returns>
    public ShortlistCandidate Run(ShortlistComparison comparison, Action<string> remark, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var (overCaptions, overImages) = (SharpnessOf(Rows(blocks[0])), SharpnessOf(Columns(blocks[0])));
        using var head = new ShortlistHead(PrincipalAxes.Of(blocks, settings.Size));
        head.Scale(SharpnessOf(Rows(blocks[0] with { Logits = Products(head, blocks[0]) })) / overCaptions);
        using var adam = new Adam(head.named_parameters().Select(parameter => (parameter.name, parameter.parameter)));
        using var loss = new SoftRanking(overCaptions, overImages);
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
        var value = loss.Of(head.Logits(ImagesOf(block), CaptionsOf(block)), AlignedTensors.Of(block.Logits, [block.ImageCount, block.CaptionCount]));
        value.backward();
        adam.ClipGradients(Clip);
        var progress = adam.StepCount / ((double)settings.Epochs * blocks.Count);
        adam.Step(settings.LearningRate * (1 + Math.Cos(Math.PI * progress)) / 2);
        return value.item<float>();
    }

    private static Tensor ImagesOf(TeacherBlock block) => AlignedTensors.Of(block.Images, [block.ImageCount, block.GlobalSize]);

    private static Tensor CaptionsOf(TeacherBlock block) => AlignedTensors.Of(block.Captions, [block.CaptionCount, block.GlobalSize]);

    private float SharpnessOf(IEnumerable<float[]> rows) => Sharpness.Find([.. rows], settings.Perplexity);

    private static IEnumerable<float[]> Rows(TeacherBlock block) => block.Logits.Chunk(block.CaptionCount);

    private static IEnumerable<float[]> Columns(TeacherBlock block) => Enumerable.Range(0, block.CaptionCount).Select(column =>
        Enumerable.Range(0, block.ImageCount).Select(row => block.Logits[row * block.CaptionCount + column]).ToArray());

    private static float[] Products(ShortlistHead head, TeacherBlock block)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        return NetworkWeights.Read(head.Logits(ImagesOf(block), CaptionsOf(block))).Values.ToArray();
    }
}
