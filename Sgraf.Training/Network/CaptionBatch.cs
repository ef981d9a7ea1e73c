using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>Captions of a batch, padded to the longest; belongs to the dispose scope it was made in.</summary>
public sealed class CaptionBatch
{
    /// <param name="captions">Word ids of each caption, longest first.</param>
    /// <param name="device">Where the network is.</param>
    /// <exception cref="ArgumentException">A caption is empty, or longer than the one before.</exception>
    public CaptionBatch(IReadOnlyList<int[]> captions, Device device)
    {
        Lengths = [.. captions.Select(caption => caption.Length)];
        for (var caption = 0; caption < Count; caption++)
            if (Lengths[caption] == 0 || caption > 0 && Lengths[caption] > Lengths[caption - 1])
                throw new ArgumentException(
                    $"captions has {Lengths[caption]} words at {caption}, expected at least one and no more than before.", nameof(captions));

        using var scope = NewDisposeScope();
        Ids = tensor(Pad(captions), device: device).MoveToOuterDisposeScope();
        WordCounts = tensor(Lengths.Select(length => (long)length).ToArray()).MoveToOuterDisposeScope();
        IsPadding = Past(Lengths).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>C: how many captions.</summary>
    public int Count => Lengths.Count;

    /// <summary>L of each caption.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Word ids, (C, L), 0 past a caption's end.</summary>
    public Tensor Ids { get; }

    /// <summary>L of each caption, (C), on the processor: the packing of sequences wants it there.</summary>
    public Tensor WordCounts { get; }

    /// <summary>True past a caption's end, (C, L).</summary>
    public Tensor IsPadding { get; }

    private static Tensor Past(IReadOnlyList<int> lengths)
    {
        var isPadding = new bool[lengths.Count, lengths[0]];
        for (var caption = 0; caption < lengths.Count; caption++)
            for (var place = lengths[caption]; place < lengths[0]; place++)
                isPadding[caption, place] = true;
        return tensor(isPadding);
    }

    private static long[,] Pad(IReadOnlyList<int[]> captions)
    {
        var padded = new long[captions.Count, captions[0].Length];
        for (var caption = 0; caption < captions.Count; caption++)
            for (var word = 0; word < captions[caption].Length; word++)
                padded[caption, word] = captions[caption][word];
        return padded;
    }
}
