namespace Sgraf.Model.Encoding;

/// <summary>What computes the text encoder: the kernel on processors, a graph of ONNX Runtime on GPUs.</summary>
internal abstract class CaptionNetwork : IDisposable
{
    /// <summary>Encodes captions, each to its own place.</summary>
    /// <param name="captions">Word ids of each caption, checked.</param>
    /// <param name="longestFirst">Their order by length.</param>
    /// <param name="encoded">Where the results go.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public abstract void Encode(IReadOnlyList<int[]> captions, int[] longestFirst, EncodedCaptions encoded, CancellationToken cancellation);

    public abstract void Dispose();
}
