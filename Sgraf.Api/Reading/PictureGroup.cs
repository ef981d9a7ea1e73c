using Sgraf.Api.Inference;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Reading;

/// <summary>Pictures of one origin, laid out for the scorer.</summary>
/// <param name="Places">Their places among all pictures of the request.</param>
/// <param name="Packed">Them in the space of each network that is to score.</param>
internal sealed record PictureGroup(IReadOnlyList<int> Places, IReadOnlyDictionary<SimilarityModule, PackedImages> Packed) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Packed.Release();
}
