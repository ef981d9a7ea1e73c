namespace Sgraf.Model.Encoding;

/// <summary>What computes the image encoder: the kernel on processors, a graph of ONNX Runtime on GPUs.</summary>
internal abstract class ImageNetwork : IDisposable
{
    /// <summary>Encodes images, each to its own place.</summary>
    /// <param name="features">(B, R, F), checked.</param>
    /// <param name="encoded">Where the results go.</param>
    public abstract void Encode(ReadOnlyMemory<float> features, EncodedImages encoded);

    public abstract void Dispose();
}
