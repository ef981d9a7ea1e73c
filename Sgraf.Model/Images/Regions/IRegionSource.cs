namespace Sgraf.Model.Images.Regions;

/// <summary>Finds the regions of pictures and their features.</summary>
/// <remarks>
/// Any number of threads may detect at once. What a picture gives does not depend on the pictures beside it, but for the rounding of a
/// detector that takes several in one run.
/// </remarks>
public interface IRegionSource : IDisposable
{
    /// <summary>Name and version; stored with every indexed picture, so that features of two detectors never mix.</summary>
    string Id { get; }

    /// <summary>F: values of one feature.</summary>
    int FeatureSize { get; }

    /// <summary>Names of the labels by number; empty where there are none.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Shorter side, in pixels, beyond which a picture may be decoded at a smaller size; 0 when every pixel counts.</summary>
    int SufficientSide { get; }

    /// <summary>Finds the regions of some pictures.</summary>
    /// <param name="pictures">(B) pictures.</param>
    /// <returns>(B) findings in the same order, each of at least one region.</returns>
    /// <exception cref="DetectorException">The detector found nothing in a picture, or gave what its contract forbids.</exception>
    IReadOnlyList<DetectedRegions> Detect(IReadOnlyList<Picture> pictures);
}
