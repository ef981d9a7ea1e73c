using System.Numerics.Tensors;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Data;

/// <summary>A detector's features of many images, checked against the model that reads them.</summary>
internal sealed class FeatureFile : IDisposable
{
    private readonly NpyFile _file;
    private readonly string _path;

    /// <param name="path">An .npy file of (images, R, F) values: the published layout of <c>*_ims.npy</c>.</param>
    /// <param name="manifest">The model.</param>
    /// <exception cref="NpyException">The file is unsound, empty, or of another shape.</exception>
    public FeatureFile(string path, BundleManifest manifest)
    {
        (_path, _file) = (path, NpyFile.Open(path));
        var (regions, size) = (manifest.Config.RegionCount, manifest.Config.FeatureSize);
        if (_file.Shape is [> 0 and <= int.MaxValue, var r, var f] && r == regions && f == size) return;
        _file.Dispose();
        throw new NpyException(
            $"{path}: expected shape (images, {regions}, {size}), found {NpyHeader.ShapeText(_file.Shape)}; use features of the detector {manifest.DetectorId}.");
    }

    /// <summary>B: images of the file.</summary>
    public int Count => (int)_file.RowCount;

    /// <summary>The features of some images, (count, R, F), until the block is disposed of.</summary>
    /// <exception cref="NpyException">A feature is not finite.</exception>
    public NpyBlock Map(int first, int count)
    {
        var block = _file.Map(first, count);
        if (TensorPrimitives.IsFiniteAll(block.Span)) return block;
        var place = 0;
        while (float.IsFinite(block.Span[place])) place++;
        ((IDisposable)block).Dispose();
        throw new NpyException($"{_path}: image {first + place / _file.RowLength} has a value that is not finite; compute its features again.");
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
