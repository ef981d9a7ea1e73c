using Sgraf.Model.Bundles;
using Sgraf.Model.Text;

namespace Sgraf.Training.Data;

/// <summary>One split of a data folder in the published layout: <c>{split}_caps.txt</c> with five captions an image, <c>{split}_ims.npy</c>.</summary>
/// <remarks>Caption i belongs to image i / 5, whether the features hold each image once or once a caption. Features stay on the disk.</remarks>
internal sealed class CaptionedImages : IDisposable
{
    public const int CaptionsPerImage = 5;

    /// <summary>The official evaluation looks at so many captions of the split <c>dev</c>, and so does every published figure.</summary>
    private const string Dev = "dev";
    private const int DevCaptions = 5000;

    private readonly FeatureFile _features;
    private readonly int _rowsPerImage;

    /// <param name="folder">The data folder.</param>
    /// <param name="split">For example <c>test</c>.</param>
    /// <param name="manifest">The model that is to read the features.</param>
    /// <exception cref="NpyException">The features are unsound, of another shape, or of another number of images.</exception>
    public CaptionedImages(string folder, string split, BundleManifest manifest)
    {
        var (captions, features) = (Path.Combine(folder, $"{split}_caps.txt"), Path.Combine(folder, $"{split}_ims.npy"));
        Captions = [.. CaptionFile.Read(captions)];
        _features = new FeatureFile(features, manifest);
        var rows = _features.Count;
        if (Captions.Count % CaptionsPerImage != 0 || (rows != Captions.Count && (long)rows * CaptionsPerImage != Captions.Count))
        {
            _features.Dispose();
            throw new NpyException(
                $"{features}: expected {CaptionsPerImage} captions for each image, found {rows} images and {Captions.Count} captions in {captions}.");
        }
        _rowsPerImage = rows == Captions.Count ? CaptionsPerImage : 1;
        if (split == Dev && Captions.Count > DevCaptions) Captions = [.. Captions.Take(DevCaptions)];
    }

    /// <summary>The captions, normalized.</summary>
    public IReadOnlyList<string> Captions { get; }

    /// <summary>How many images have captions.</summary>
    public int ImageCount => Captions.Count / CaptionsPerImage;

    /// <summary>The features of some images.</summary>
    /// <param name="images">Which of them, each below <see cref="ImageCount"/>.</param>
    /// <returns>(images, R, F)</returns>
    /// <exception cref="NpyException">A feature is not finite.</exception>
    public float[] ReadFeatures(IReadOnlyList<int> images)
    {
        var features = Array.Empty<float>();
        for (var place = 0; place < images.Count; place++)
        {
            using var row = _features.Map(images[place] * _rowsPerImage, 1);
            if (place == 0) features = new float[checked(images.Count * row.Span.Length)];
            row.Span.CopyTo(features.AsSpan(place * row.Span.Length));
        }
        return features;
    }

    /// <inheritdoc />
    public void Dispose() => _features.Dispose();
}
