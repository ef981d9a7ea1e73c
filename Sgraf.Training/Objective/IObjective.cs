using Sgraf.Training.Network;

namespace Sgraf.Training.Objective;

/// <summary>What a training step makes smaller.</summary>
internal interface IObjective : IDisposable
{
    /// <summary>Adds the gradient of a batch's loss to that of the weights beyond the encoders and of the batch itself.</summary>
    /// <param name="batch">A batch cut off from the encoders, so that their backward pass runs once; matching pairs stand at equal places.</param>
    /// <param name="images">Which image each place of the batch shows.</param>
    /// <returns>The terms of the loss; gradients flow from their sum.</returns>
    IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images);
}
