using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Objective;

public sealed class DualObjectiveTests
{
    private static readonly ModelConfig Config = new()
    {
        FeatureSize = 6, WordSize = 4, JointSize = 2, SimilaritySize = 4, RegionCount = 3, VocabularySize = 9,
    };

    [Fact]
    public void The_loss_is_that_of_the_formula()
    {
        float[,] images = { { 1, 0 }, { 0, 1 }, { 0.6f, 0.8f } };
        float[,] captions = { { 0.8f, 0.6f }, { 0, 1 }, { 1, 0 } };
        Assert.Equal(Formula(images, captions, (_, _) => false), LossOf(images, captions, [0, 1, 2]), 1e-4);
    }

    [Fact]
    public void Other_captions_of_the_same_image_are_no_wrong_answers()
    {
        float[,] images = { { 1, 0 }, { 1, 0 }, { 0.6f, 0.8f } };
        float[,] captions = { { 0.8f, 0.6f }, { 0, 1 }, { 1, 0 } };
        Assert.Equal(Formula(images, captions, (row, column) => row + column == 1), LossOf(images, captions, [7, 7, 2]), 1e-4);
    }

    private static double LossOf(float[,] images, float[,] captions, int[] ids)
    {
        TorchLibrary.Load();
        using var scope = NewDisposeScope();
        using var network = new SgrafNetwork(Config, NetworkKind.Dual);
        using var objective = new DualObjective(network);
        var unused = zeros(3, 1, 2);
        var batch = new EncodedBatch(unused, tensor(images).requires_grad_(), unused, tensor(captions).requires_grad_(), [1, 1, 1]);
        var loss = objective.Differentiate(batch, ids).Single().Value;
        Assert.NotNull(batch.Images.grad);
        Assert.NotNull(batch.Captions.grad);
        return loss;
    }

    /// <summary>Cross-entropy of the likeness times 1 / 0.07 over rows and over columns.</summary>
    private static double Formula(float[,] images, float[,] captions, Func<int, int, bool> isLeftOut)
    {
        double Logit(int row, int column) => isLeftOut(row, column)
            ? double.NegativeInfinity
            : (images[row, 0] * captions[column, 0] + images[row, 1] * captions[column, 1]) / 0.07;
        var loss = 0.0;
        for (var i = 0; i < 3; i++)
        {
            loss += Math.Log(Enumerable.Range(0, 3).Sum(other => Math.Exp(Logit(i, other) - Logit(i, i))));
            loss += Math.Log(Enumerable.Range(0, 3).Sum(other => Math.Exp(Logit(other, i) - Logit(i, i))));
        }
        return loss / 6;
    }
}
