using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>A picture or caption of a snapshot: as little as a search needs before it knows its hits.</summary>
/// <param name="Number">Its number in the catalogue.</param>
/// <param name="Embeddings">Its embeddings.</param>
/// <param name="Vector">Its vector.</param>
/// <param name="Rows">R of a picture, L of a caption.</param>
internal readonly record struct StoredItem(long Number, OpenRecord Embeddings, OpenRecord Vector, int Rows);
