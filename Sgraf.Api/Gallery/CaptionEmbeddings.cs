namespace Sgraf.Api.Gallery;

/// <summary>What the model made of a caption, ready to be stored.</summary>
/// <param name="Length">L: its words, start and end included.</param>
/// <param name="Parts">Each network's embeddings, by <see cref="EmbeddingCodec"/>.</param>
/// <param name="Vector">(K): its vector for the first stage of a search.</param>
internal sealed record CaptionEmbeddings(int Length, IReadOnlyList<ReadOnlyMemory<byte>> Parts, float[] Vector);
