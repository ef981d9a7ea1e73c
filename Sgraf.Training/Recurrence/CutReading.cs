using static TorchSharp.torch;

namespace Sgraf.Training.Recurrence;

/// <summary>Word vectors that a GRU has read, cut off from its states, whose gradient is handed back to it.</summary>
/// <param name="reader">The GRU.</param>
/// <param name="vectors">The word vectors with their history.</param>
/// <param name="lengths">L of each caption.</param>
internal sealed class CutReading(GruReader reader, Tensor vectors, IReadOnlyList<int> lengths)
{
    /// <summary>The states without history, (C, L, D or 2 D).</summary>
    public Tensor States { get; } = reader.Read(vectors, lengths).requires_grad_();

    /// <summary>Hands what the states have collected on to the weights and the word vectors.</summary>
    public void Backward()
    {
        if (States.grad is { } gradient) vectors.backward([reader.Backward(gradient)]);
    }
}
