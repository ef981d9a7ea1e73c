using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;
using Sgraf.Training.Network;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Sgraf.Training.Alignments;

/// <summary>An encoded batch laid out for the kernel.</summary>
internal sealed unsafe class PackedBatch : IDisposable
{
    private readonly ReadOnlyMemory<float> _words;
    private readonly ReadOnlyMemory<float> _wholeCaptions;
    private readonly IReadOnlyList<int> _lengths;
    private readonly int[] _firstWords;
    private readonly int _longest;

    /// <param name="batch">The batch.</param>
    /// <param name="parts">Its regions, whole images, words and whole captions.</param>
    private PackedBatch(EncodedBatch batch, ReadOnlyMemory<float>[] parts)
    {
        var (regions, wholeImages) = (parts[0], parts[1]);
        (_words, _wholeCaptions, _lengths) = (parts[2], parts[3], batch.Lengths);
        (ImageCount, RegionCount, JointSize) = ((int)batch.Regions.shape[0], (int)batch.Regions.shape[1], (int)batch.Regions.shape[2]);
        _longest = (int)batch.Words.shape[1];
        _firstWords = [.. Enumerable.Range(0, CaptionCount + 1).Select(caption => batch.Lengths.Take(caption).Sum())];
        Images = new PackedImages(regions.Span, wholeImages.Span, RegionCount, JointSize);
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

    /// <summary>Words of all captions.</summary>
    public int WordCount => _firstWords[^1];

    /// <summary>Packs a batch on the processor.</summary>
    /// <returns>Nothing where an embedding is no number.</returns>
    public static PackedBatch? Of(EncodedBatch batch)
    {
        var parts = ((Tensor[])[batch.Regions, batch.Images, batch.Words, batch.Captions]).Select(part => NetworkWeights.Read(part).Values).ToArray();
        return parts.All(values => TensorPrimitives.IsFiniteAll(values.Span)) ? new PackedBatch(batch, parts) : null;
    }

    /// <summary>The first word of a caption among all words without padding.</summary>
    public int FirstWord(int caption) => _firstWords[caption];

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
        int[] captions = [.. Enumerable.Range(0, CaptionCount)], lengths = [.. _lengths];
        return new PackedCaptions(WordsOf(captions, lengths), _wholeCaptions.Span, lengths, JointSize);
    }

    /// <summary>Values of words, brought to captions padded to the longest, (C, L, D).</summary>
    /// <param name="words">(words, D)</param>
    public float[] Pad(PanelMatrix words)
    {
        var padded = new float[CaptionCount * _longest * JointSize];
        for (var caption = 0; caption < CaptionCount; caption++)
            Panels.Unpack(words, FirstWord(caption), _lengths[caption], padded.AsSpan(caption * _longest * JointSize));
        return padded;
    }

    /// <inheritdoc />
    public void Dispose() => Images.Dispose();

    private CaptionGroup Pack(ReadOnlySpan<int> captions, ReadOnlySpan<int> lengths)
    {
        var wholes = new float[captions.Length * JointSize];
        for (var place = 0; place < captions.Length; place++)
            _wholeCaptions.Span.Slice(captions[place] * JointSize, JointSize).CopyTo(wholes.AsSpan(place * JointSize));
        return new CaptionGroup(0, lengths, WordsOf(captions, lengths), wholes, JointSize);
    }

    /// <summary>The words of captions one after the other, without padding.</summary>
    private float[] WordsOf(ReadOnlySpan<int> captions, ReadOnlySpan<int> lengths)
    {
        var words = new float[TensorPrimitives.Sum(lengths) * JointSize];
        var rest = words.AsSpan();
        for (var place = 0; place < captions.Length; place++)
        {
            var size = lengths[place] * JointSize;
            _words.Span.Slice(captions[place] * _longest * JointSize, size).CopyTo(rest);
            rest = rest[size..];
        }
        return words;
    }
}
