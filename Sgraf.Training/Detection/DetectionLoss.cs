using Sgraf.Training.Network;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>What the detector is trained to make small: errors in the middles, the sides and the looks of objects.</summary>
internal static class DetectionLoss
{
    private static readonly Scalar One = 1;

    /// <summary>How surely a place is the middle of an object.</summary>
    /// <remarks>
    /// The focal loss of Law and Deng, ECCV 2018, over the probabilities p and the bells y:
    /// <c>-1/M Σ [ (1 - p)² ln p where y = 1; (1 - y)⁴ p² ln(1 - p) elsewhere ]</c>, M the number of objects.
    /// </remarks>
    /// <param name="logits">(B, P P)</param>
    /// <param name="bells">(B, P P)</param>
    /// <param name="objectCount">M.</param>
    public static Tensor OfCentres(Tensor logits, Tensor bells, long objectCount)
    {
        using var scope = NewDisposeScope();
        using Scalar perObject = -1.0 / Math.Max(1, objectCount);
        var (isMiddle, isNot) = (logits.sigmoid(), logits.neg().sigmoid());                     // p, 1 - p
        var atMiddles = isNot.Squared().mul(functional.logsigmoid(logits));
        var distance = bells.neg().Plus(One);                                                   // 1 - y
        var elsewhere = distance.Squared().Squared().mul(isMiddle.Squared()).mul(functional.logsigmoid(logits.neg()));
        return where(bells.eq(One), atMiddles, elsewhere).sum().mul(perObject).MoveToOuterDisposeScope();
    }

    /// <summary>How far boxes are off.</summary>
    /// <remarks>
    /// <c>mean -ln IoU</c> of Yu et al., "UnitBox", 2016. All boxes contain the place that they are seen from, so each common side is
    /// the smaller way; one square pixel is added to both areas.
    /// </remarks>
    /// <param name="sides">Ways to the left, upper, right and lower side as predicted, (M, 4).</param>
    /// <param name="wanted">The true ones, (M, 4).</param>
    public static Tensor OfSides(Tensor sides, Tensor wanted)
    {
        using var scope = NewDisposeScope();
        var common = Area(minimum(sides, wanted));
        var both = Area(sides).Plus(Area(wanted)).sub(common);
        return both.Plus(One).log().sub(common.Plus(One).log()).mean().MoveToOuterDisposeScope();
    }

    /// <summary>How far answers are off: the mean cross-entropy over the regions that have one.</summary>
    /// <param name="logits">(B, R, classes)</param>
    /// <param name="answers">(B, R)</param>
    public static Tensor OfAnswers(Tensor logits, Tensor answers)
    {
        using var scope = NewDisposeScope();
        return functional.cross_entropy(logits.flatten(0, 1), answers.flatten(), ignore_index: AttributeHead.NoAnswer).MoveToOuterDisposeScope();
    }

    private static Tensor Area(Tensor sides) =>
        sides.select(1, 0).Plus(sides.select(1, 2)).mul(sides.select(1, 1).Plus(sides.select(1, 3)));
}
