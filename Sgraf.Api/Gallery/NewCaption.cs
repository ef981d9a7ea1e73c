namespace Sgraf.Api.Gallery;

/// <summary>A caption to be added, with everything that is stored of it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Embeddings">What the model made of it.</param>
internal sealed record NewCaption(string Text, CaptionEmbeddings Embeddings);
