using Sgraf.Training.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>Wants every matching pair to score above the others of its row and column by a margin.</summary>
/// <remarks>
/// Faghri et al., BMVC 2018 (VSE++): <c>Σ [margin + s(i, c') - s(i, c)]₊</c> over both directions, for the hardest negative of each
/// row and column or for all of them; summed, not averaged. Captions of one image in a batch count as negatives of each other.
/// </remarks>
public sealed class HingeLoss : IDisposable
{
    private static readonly Scalar Zero = 0;
    private readonly Scalar _margin;

    /// <param name="margin">Least lead of a matching pair; 0.2 in the official code.</param>
    /// <param name="hardest">Whether only the hardest negatives count.</param>
    public HingeLoss(double margin = 0.2, bool hardest = true)
    {
        (_margin, Hardest) = (margin, hardest);
        Margin = margin;
    }

    /// <summary>Least lead of a matching pair.</summary>
    public double Margin { get; }

    /// <summary>Whether only the hardest negatives count.</summary>
    public bool Hardest { get; }

    /// <param name="scores">Scores of B images with their B captions, matching pairs on the diagonal, (B, B).</param>
    /// <returns>The loss, a number from 0; 2 B (margin) when all scores are alike and only the hardest count.</returns>
    public Tensor Of(Tensor scores)
    {
        scores.Expect([-1, scores.shape[^1]]);
        using var scope = NewDisposeScope();
        var matching = scores.diagonal();                                                       // (B)
        var isMatching = eye(scores.shape[0], dtype: ScalarType.Bool, device: scores.device);   // (B, B)
        var overCaptions = Costs(scores, matching.unsqueeze(1), isMatching);
        var overImages = Costs(scores, matching.unsqueeze(0), isMatching);
        var loss = Hardest
            ? overCaptions.max(1).values.sum().Plus(overImages.max(0).values.sum())
            : overCaptions.sum().Plus(overImages.sum());
        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => _margin.Dispose();

    private Tensor Costs(Tensor scores, Tensor matching, Tensor isMatching) =>
        scores.sub(matching).Plus(_margin).clamp_min(Zero).masked_fill(isMatching, Zero);
}
