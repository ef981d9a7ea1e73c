using Sgraf.Training.Gradients;
using Sgraf.Training.Network;

namespace Sgraf.Training.Alignments;

/// <summary>The gradient of a batch and of the transforms of its alignments, in chunks of images.</summary>
internal sealed class BatchGradient : IDisposable
{
    /// <summary>Each has a gradient of its own for all words and the transforms: 9 MB at full size with 128 captions.</summary>
    private const int MostChunks = 16;

    private readonly PackedBatch _batch;
    private readonly ChunkGradient[] _chunks;

    /// <param name="batch">The batch.</param>
    /// <param name="similaritySize">S.</param>
    public BatchGradient(PackedBatch batch, int similaritySize)
    {
        _batch = batch;
        var images = (batch.ImageCount + MostChunks - 1) / MostChunks;
        _chunks = [.. Enumerable.Range(0, batch.ImageCount).Chunk(images).Select(chunk => new ChunkGradient(batch, similaritySize, chunk))];
    }

    /// <summary>The chunks, which can be filled side by side.</summary>
    public IReadOnlyList<ChunkGradient> Chunks => _chunks;

    /// <summary>Adds all to the gradients of the batch and of the network's transforms.</summary>
    public void AddTo(EncodedBatch batch, SgrafNetwork network)
    {
        foreach (var chunk in _chunks[1..]) _chunks[0].AddShared(chunk);
        GradientBuffer.AddTo(batch.Regions, [.. _chunks.SelectMany(chunk => chunk.AllRegions)]);
        GradientBuffer.AddTo(batch.Images, [.. _chunks.Select(chunk => chunk.WholeImages)]);
        GradientBuffer.AddTo(batch.Words, _batch.Pad(_chunks[0].AllWords.Matrix));
        GradientBuffer.AddTo(batch.Captions, _chunks[0].WholeCaptions);
        _chunks[0].Local.AddTo(network.Transforms.Local);
        _chunks[0].Global.AddTo(network.Transforms.Global);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var chunk in _chunks) chunk.Dispose();
    }
}
