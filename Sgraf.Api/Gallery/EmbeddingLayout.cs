using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Inference;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Gallery;

/// <summary>Which model's embeddings a gallery searches in, and their sizes.</summary>
/// <param name="Model">The id of the model.</param>
/// <param name="Detector">The id of the detector.</param>
/// <param name="Modules">Its networks, in the order in which their embeddings are stored.</param>
/// <param name="RegionCount">R: regions of a picture.</param>
/// <param name="JointSize">D: values of an embedding.</param>
/// <param name="VectorSize">K: values of a vector.</param>
internal sealed record EmbeddingLayout(
    string Model, string Detector, IReadOnlyList<SimilarityModule> Modules, int RegionCount, int JointSize, int VectorSize)
{
    private const int HalfLength = 2;

    /// <summary>The layout of the served model.</summary>
    public static EmbeddingLayout Of(ServedModel model) => new(
        model.Id, model.Regions.Id, model.Networks.Modules, model.Config.RegionCount, model.Config.JointSize, model.Vectors.Size);

    /// <summary>The place of a network among the others.</summary>
    /// <exception cref="ArgumentException">The model has no such network.</exception>
    public int PlaceOf(SimilarityModule module) => Modules.Index().Where(part => part.Item == module).Select(part => (int?)part.Index).FirstOrDefault()
        ?? throw new ArgumentException($"module is {module}, expected one of {string.Join(", ", Modules)}.", nameof(module));

    /// <summary>Bytes of a vector.</summary>
    public int VectorLength => VectorSize * sizeof(float);

    /// <summary>Bytes of one network's embeddings: a whole in single precision, its regions or words in half.</summary>
    /// <param name="rows">R of a picture, L of a caption.</param>
    public int PartLength(int rows) => JointSize * (sizeof(float) + rows * HalfLength);

    /// <summary>Where one network's embeddings begin in a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="module">The network.</param>
    /// <param name="rows">R of a picture, L of a caption.</param>
    public long PartOffset(RecordLocation record, SimilarityModule module, int rows)
    {
        Span<int> lengths = stackalloc int[Modules.Count - PlaceOf(module)];
        lengths.Fill(PartLength(rows));
        return record.PartFromEnd(lengths);
    }
}
