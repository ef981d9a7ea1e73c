using System.Numerics.Tensors;
using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>Encoded images laid out for <see cref="FusedScorer"/>.</summary>
public sealed unsafe class PackedImages : IDisposable
{
    private readonly AlignedBuffer _regions;
    private readonly AlignedBuffer _globals;
    private readonly long _regionsSize;
    private readonly int _globalSize;
    private readonly int[]? _picked;

    /// <param name="regions">Region embeddings, (B, R, D).</param>
    /// <param name="globals">Global vectors, (B, D).</param>
    /// <param name="regionCount">R.</param>
    /// <param name="jointSize">D.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    /// <exception cref="NotFiniteNumberException">A value is not finite.</exception>
    public PackedImages(ReadOnlySpan<float> regions, ReadOnlySpan<float> globals, int regionCount, int jointSize)
        : this(globals.Length / Math.Max(jointSize, 1), regionCount, jointSize)
    {
        if (globals.Length % jointSize != 0 || regions.Length != (long)Count * regionCount * jointSize)
            throw new ArgumentException(
                $"regions has {regions.Length} values and globals {globals.Length}, expected B x {regionCount} x {jointSize} and B x {jointSize}.");
        for (var image = 0; image < Count; image++)
            Fill(image, regions.Slice(image * regionCount * jointSize, regionCount * jointSize), globals.Slice(image * jointSize, jointSize));
    }

    /// <summary>Room for images that are filled in one by one, each before it is used.</summary>
    /// <param name="count">B.</param>
    /// <param name="regionCount">R.</param>
    /// <param name="jointSize">D.</param>
    public PackedImages(int count, int regionCount, int jointSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regionCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jointSize);
        (Count, RegionCount, JointSize) = (count, regionCount, jointSize);
        _regionsSize = Panels.Size(regionCount, jointSize);
        _globalSize = Panels.Count(jointSize) * Panels.Width;
        _regions = new AlignedBuffer(Count * _regionsSize);
        _globals = new AlignedBuffer((long)Count * _globalSize);
    }

    /// <param name="images">Images as the encoder of the same checkpoint made them.</param>
    public PackedImages(EncodedImages images) : this(images.Regions, images.Globals, images.RegionCount, images.JointSize) { }

    private PackedImages(PackedImages all, int[] picked)
    {
        (_regions, _globals, _regionsSize, _globalSize, _picked) = (all._regions, all._globals, all._regionsSize, all._globalSize, picked);
        (Count, RegionCount, JointSize) = (picked.Length, all.RegionCount, all.JointSize);
    }

    /// <summary>B: how many images.</summary>
    public int Count { get; }

    /// <summary>R: regions of each.</summary>
    public int RegionCount { get; }

    /// <summary>D: values of an embedding.</summary>
    public int JointSize { get; }

    /// <summary>Brings one image; several threads may bring different ones at once.</summary>
    /// <param name="image">Its place.</param>
    /// <param name="regions">Region embeddings, (R, D).</param>
    /// <param name="global">Global vector, (D).</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="NotFiniteNumberException">A value is not finite.</exception>
    public void Fill(int image, ReadOnlySpan<float> regions, ReadOnlySpan<float> global)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)image, (uint)Count, nameof(image));
        if (regions.Length != RegionCount * JointSize || global.Length != JointSize)
            throw new ArgumentException(
                $"regions has {regions.Length} values and global {global.Length}, expected {RegionCount} x {JointSize} and {JointSize}.");
        if (!TensorPrimitives.IsFiniteAll(regions) || !TensorPrimitives.IsFiniteAll(global))
            throw new NotFiniteNumberException($"Image {image} has an embedding that is not finite; it cannot be ranked.");
        Panels.Pack(regions, RegionCount, JointSize, Regions(image).Row(0));
        Panels.Pack(global, 1, JointSize, Global(image));
    }

    /// <summary>Some of the images, in the order given, in the same memory.</summary>
    /// <remarks>They can be used until these images are disposed of; disposing of them frees nothing.</remarks>
    /// <param name="images">Places among these images.</param>
    public PackedImages Pick(ReadOnlySpan<int> images)
    {
        var picked = images.ToArray();
        for (var place = 0; place < picked.Length; place++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)picked[place], (uint)Count, nameof(images));
            picked[place] = PlaceOf(picked[place]);
        }
        return new PackedImages(this, picked);
    }

    /// <summary>The regions of an image, (R, D).</summary>
    internal PanelMatrix Regions(int image) => new(_regions.Pointer + PlaceOf(image) * _regionsSize, RegionCount, JointSize);

    /// <summary>The global vector of an image, padded to whole panels with zeros.</summary>
    internal float* Global(int image) => _globals.Pointer + (nint)PlaceOf(image) * _globalSize;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_picked is not null) return;    // the memory belongs to the images that these were picked from
        _regions.Dispose();
        _globals.Dispose();
    }

    private int PlaceOf(int image) => _picked is null ? image : _picked[image];
}
