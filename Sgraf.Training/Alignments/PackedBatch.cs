using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;
using Sgraf.Training.Network;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Sgraf.Training.Alignments;

/// <summary>An encoded batch laid out for the kernel.</summary>
internal sealed unsafe class PackedBatch : IDisposable
{
    private readonly float[] _words;
    private readonly float[] _wholeCaptions;
    private readonly IReadOnlyList<int> _lengths;
    private readonly int _rowsACaption;
    private readonly AlignedBuffer _regionColumns;

    private PackedBatch(EncodedBatch batch, float[] regions, float[] wholeImages, float[] words, float[] wholeCaptions)
    {
        (_words, _wholeCaptions, _lengths) = (words, wholeCaptions, batch.Lengths);
        (ImageCount, RegionCount, JointSize) = ((int)batch.Regions.shape[0], (int)batch.Regions.shape[1], (int)batch.Regions.shape[2]);
        _rowsACaption = (int)batch.Words.shape[1];
        Images = new PackedImages(regions, wholeImages, RegionCount, JointSize);
        _regionColumns = new AlignedBuffer(ImageCount * Panels.Size(JointSize, RegionCount));
        Parallel.For(0, ImageCount, image => Panels.PackTransposed(
            regions.AsSpan(image * RegionCount * JointSize, RegionCount * JointSize), JointSize, RegionCount, RegionColumns(image).Row(0)));
    }

    /// <summary>B.</summary>
    public int ImageCount { get; }

    /// <summary>C.</summary>
    public int CaptionCount => _lengths.Count;

    /// <summary>R.</summary>
    public int RegionCount { get; }

    /// <summary>D.</summary>
    public int JointSize { get; }

    /// <summary>The images.</summary>
    public PackedImages Images { get; }

    /// <summary>Words of all captions where all are padded to the longest.</summary>
    public int WordRows => CaptionCount * _rowsACaption;

    /// <summary>Packs a batch on the processor.</summary>
    /// <returns>Nothing where an embedding is no number.</returns>
    public static PackedBatch? Of(EncodedBatch batch)
    {
        float[][] parts = [.. ((Tensor[])[batch.Regions, batch.Images, batch.Words, batch.Captions]).Select(part => NetworkWeights.Read(part).Values.ToArray())];
        return parts.All(values => TensorPrimitives.IsFiniteAll<float>(values)) ? new PackedBatch(batch, parts[0], parts[1], parts[2], parts[3]) : null;
    }

    /// <summary>The regions of an image as columns, (D, R).</summary>
    public PanelMatrix RegionColumns(int image) =>
        new(_regionColumns.Pointer + image * (nint)Panels.Size(JointSize, RegionCount), JointSize, RegionCount);

    /// <summary>The row of a caption's first word where all captions are padded to the longest.</summary>
    public int FirstWord(int caption) => caption * _rowsACaption;

    /// <summary>Cuts captions into groups that the kernel takes at a time.</summary>
    public IReadOnlyList<(CaptionGroup Group, int[] Captions)> Pack(ReadOnlySpan<int> captions)
    {
        var groups = new List<(CaptionGroup, int[])>();
        while (captions.Length > 0)
        {
            int[] lengths = [.. captions.ToArray().Select(caption => _lengths[caption])];
            var members = CaptionGroup.Members(lengths);
            groups.Add((Pack(captions[..members.Length], members), captions[..members.Length].ToArray()));
            captions = captions[members.Length..];
        }
        return groups;
    }

    /// <summary>All captions as the scorer takes them.</summary>
    public PackedCaptions PackCaptions()
    {
        var words = Enumerable.Range(0, CaptionCount).SelectMany(caption => new ArraySegment<float>(_words, FirstWord(caption) * JointSize, _lengths[caption] * JointSize));
        return new PackedCaptions([.. words], _wholeCaptions, [.. _lengths], JointSize);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Images.Dispose();
        _regionColumns.Dispose();
    }

    private CaptionGroup Pack(ReadOnlySpan<int> captions, ReadOnlySpan<int> lengths)
    {
        var words = new float[TensorPrimitives.Sum(lengths) * JointSize];
        var wholes = new float[captions.Length * JointSize];
        var rest = words.AsSpan();
        for (var place = 0; place < captions.Length; place++)
        {
            var size = lengths[place] * JointSize;
            _words.AsSpan(FirstWord(captions[place]) * JointSize, size).CopyTo(rest);
            rest = rest[size..];
            _wholeCaptions.AsSpan(captions[place] * JointSize, JointSize).CopyTo(wholes.AsSpan(place * JointSize));
        }
        return new CaptionGroup(0, lengths, words, wholes, JointSize);
    }
}
