using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Text;

namespace Sgraf.Training.Data;

/// <summary>One split of a data folder: features left on the disk, captions as word ids.</summary>
internal sealed class DataSplit : IDisposable
{
    private const int CaptionsAnImage = 5;

    private readonly NpyFile _features;
    private readonly string _path;
    private readonly int _rowsAnImage;

    private DataSplit(string path, NpyFile features, IReadOnlyList<int[]> captions, IReadOnlyList<int> imageOf, int rowsAnImage)
    {
        (_path, _features, _rowsAnImage) = (path, features, rowsAnImage);
        (Captions, ImageOf) = (captions, imageOf);
        ImageCount = (int)(features.RowCount / rowsAnImage);
    }

    /// <summary>Images of the split.</summary>
    public int ImageCount { get; }

    /// <summary>Word ids of each caption.</summary>
    public IReadOnlyList<int[]> Captions { get; }

    /// <summary>The image of each caption.</summary>
    public IReadOnlyList<int> ImageOf { get; }

    /// <summary>R: regions of an image.</summary>
    public int RegionCount => (int)_features.Shape[1];

    /// <summary>F: values of a feature.</summary>
    public int FeatureSize => (int)_features.Shape[2];

    /// <summary>Opens <c>{split}_ims.npy</c> with the captions beside it.</summary>
    /// <param name="folder">A data folder of the published layout.</param>
    /// <param name="split">For example <c>train</c>.</param>
    /// <param name="indexer">Turns captions into ids.</param>
    /// <exception cref="DataFolderException">A part is missing, or the counts of images and captions do not fit.</exception>
    /// <exception cref="NpyException">The features are unsound.</exception>
    public static DataSplit Open(string folder, string split, CaptionIndexer indexer)
    {
        var captions = SplitCaptions.Read(folder, split);
        var path = Path.Combine(folder, $"{split}_ims.npy");
        if (!File.Exists(path))
            throw new DataFolderException($"{path} does not exist; make it with sgraf features, or name a folder of the published layout with --data.");
        var features = NpyFile.Open(path);
        try
        {
            var (imageOf, rowsAnImage) = Match(path, features, captions);
            return new DataSplit(path, features, [.. captions.Texts.AsParallel().AsOrdered().Select(indexer.Encode)], imageOf, rowsAnImage);
        }
        catch
        {
            features.Dispose();
            throw;
        }
    }

    /// <summary>Opens a split for a model: with its words, and with features that it can read.</summary>
    /// <exception cref="DataFolderException">As above; also where the features have another shape than the model's.</exception>
    /// <exception cref="NpyException">The features are unsound.</exception>
    public static DataSplit Open(string folder, string split, Bundle bundle) =>
        Open(folder, split, bundle.VocabularyPath, bundle.Config, bundle.Manifest.DetectorId);

    /// <summary>Opens a split for a network: with its words, and with features that it can read.</summary>
    /// <exception cref="DataFolderException">As above.</exception>
    /// <exception cref="NpyException">The features are unsound.</exception>
    public static DataSplit Open(string folder, string split, string vocabularyPath, ModelConfig config, string detectorId)
    {
        var data = Open(folder, split, new CaptionIndexer(Vocabulary.Load(vocabularyPath)));
        if ((data.RegionCount, data.FeatureSize) == (config.RegionCount, config.FeatureSize)) return data;
        data.Dispose();
        throw new DataFolderException(
            $"{split} has features of {data.RegionCount} x {data.FeatureSize}, the model wants {config.RegionCount} x {config.FeatureSize}; "
            + $"use features of the detector {detectorId}.");
    }

    /// <summary>Copies the features of an image, (R, F).</summary>
    /// <exception cref="NpyException">A feature is not finite.</exception>
    public void CopyFeatures(int image, Span<float> target)
    {
        using var block = _features.Map((long)image * _rowsAnImage, 1);
        if (!TensorPrimitives.IsFiniteAll(block.Span))
            throw new NpyException($"{_path}: image {image} has a value that is not finite; compute its features again.");
        block.Span.CopyTo(target);
    }

    /// <summary>The features of some images, (images, R, F).</summary>
    /// <exception cref="NpyException">A feature is not finite.</exception>
    public float[] ReadFeatures(IReadOnlyList<int> images)
    {
        var size = RegionCount * FeatureSize;
        var features = new float[checked(images.Count * size)];
        for (var place = 0; place < images.Count; place++) CopyFeatures(images[place], features.AsSpan(place * size, size));
        return features;
    }

    /// <inheritdoc />
    public void Dispose() => _features.Dispose();

    /// <summary>The image of each caption, and how often the file holds each image: once, or once a caption as some do.</summary>
    private static (IReadOnlyList<int> ImageOf, int RowsAnImage) Match(string path, NpyFile features, SplitCaptions captions)
    {
        if (features.Shape is not [> 0 and <= int.MaxValue, > 0, > 0])
            throw new DataFolderException($"{path}: expected shape (images, regions, values), found {NpyHeader.ShapeText(features.Shape)}.");
        var (rows, count) = (features.RowCount, captions.Texts.Count);
        if (captions.ImageOf is { Count: > 0 } imageOf && imageOf[^1] + 1 == rows) return (imageOf, 1);
        var fives = Enumerable.Range(0, count).Select(caption => caption / CaptionsAnImage);
        if (captions.ImageOf is null && count == rows * CaptionsAnImage) return ([.. fives], 1);
        if (captions.ImageOf is null && count == rows && count % CaptionsAnImage == 0) return ([.. fives], CaptionsAnImage);
        throw new DataFolderException(captions.ImageOf is null
            ? $"{path} has {rows} images and there are {count} captions; expected five captions an image, each image once or five times."
            : $"{path} has {rows} images and there are captions of {captions.ImageOf.LastOrDefault(-1) + 1}; compute the features again.");
    }
}
