using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Where a model's view of a caption lies.</summary>
/// <param name="Model">The model that encoded it.</param>
/// <param name="Length">L: its words, start and end included.</param>
/// <param name="Embeddings">Where the embeddings lie.</param>
/// <param name="Vector">Where the vector lies.</param>
internal sealed record StoredWords(string Model, int Length, RecordLocation Embeddings, RecordLocation Vector);
