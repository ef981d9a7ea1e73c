using System.Numerics.Tensors;
using Sgraf.Model.Encoding;

namespace Sgraf.Model.Scoring;

/// <summary>Encoded captions laid out for <see cref="FusedScorer"/>, in groups that are scored together.</summary>
public sealed class PackedCaptions : IDisposable
{
    private readonly List<CaptionGroup> _groups = [];

    /// <param name="words">Word embeddings of all captions one after the other, (sum of L, D).</param>
    /// <param name="globals">Global vectors, (C, D).</param>
    /// <param name="lengths">L of each caption, &lt;start&gt; and &lt;end&gt; included.</param>
    /// <param name="jointSize">D.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    /// <exception cref="NotFiniteNumberException">A value is not finite.</exception>
    public PackedCaptions(ReadOnlySpan<float> words, ReadOnlySpan<float> globals, ReadOnlySpan<int> lengths, int jointSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jointSize);
        Count = lengths.Length;
        JointSize = jointSize;
        Check(words, globals, lengths);
        for (int first = 0, firstWord = 0; first < Count;)
        {
            var members = CaptionGroup.Members(lengths[first..]);
            var wordCount = TensorPrimitives.Sum(members);
            _groups.Add(new CaptionGroup(
                first,
                members,
                words.Slice(firstWord * jointSize, wordCount * jointSize),
                globals.Slice(first * jointSize, members.Length * jointSize),
                jointSize));
            first += members.Length;
            firstWord += wordCount;
        }
    }

    /// <param name="captions">Captions as the encoder of the same checkpoint made them.</param>
    public PackedCaptions(EncodedCaptions captions) : this(captions.Words, captions.Globals, captions.Lengths, captions.JointSize) { }

    /// <summary>C: how many captions.</summary>
    public int Count { get; }

    /// <summary>D: values of an embedding.</summary>
    public int JointSize { get; }

    internal IReadOnlyList<CaptionGroup> Groups => _groups;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
    }

    private void Check(ReadOnlySpan<float> words, ReadOnlySpan<float> globals, ReadOnlySpan<int> lengths)
    {
        long wordCount = 0;
        for (var caption = 0; caption < lengths.Length; caption++)
        {
            if (lengths[caption] < 1)
                throw new ArgumentException($"Caption {caption} has length {lengths[caption]}, expected at least 1.");
            wordCount += lengths[caption];
        }
        if (words.Length != wordCount * JointSize || globals.Length != (long)Count * JointSize)
            throw new ArgumentException(
                $"words has {words.Length} values and globals {globals.Length}, expected {wordCount} x {JointSize} and {Count} x {JointSize}.");
        if (Count > 0 && !(TensorPrimitives.IsFiniteAll(words) && TensorPrimitives.IsFiniteAll(globals)))    // of nothing it says no
            throw new NotFiniteNumberException("A caption has an embedding that is not finite; it cannot be ranked.");
    }
}
