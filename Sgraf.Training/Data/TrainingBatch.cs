using System.Buffers;

namespace Sgraf.Training.Data;

/// <summary>The data of one step, read from the disk.</summary>
internal sealed class TrainingBatch : IDisposable
{
    private readonly float[] _features;

    /// <param name="features">Rented from the shared pool, at least B R F values.</param>
    /// <param name="captions">Word ids, longest first.</param>
    /// <param name="images">The image of each caption.</param>
    public TrainingBatch(float[] features, IReadOnlyList<int[]> captions, IReadOnlyList<int> images) =>
        (_features, Captions, Images) = (features, captions, images);

    /// <summary>Features of the image of each caption, (B, R, F) and whatever the pool gave beyond.</summary>
    public Memory<float> Features => _features;

    /// <summary>Word ids of each caption, longest first.</summary>
    public IReadOnlyList<int[]> Captions { get; }

    /// <summary>The image of each caption.</summary>
    public IReadOnlyList<int> Images { get; }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<float>.Shared.Return(_features);
}
