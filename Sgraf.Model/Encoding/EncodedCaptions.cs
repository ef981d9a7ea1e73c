namespace Sgraf.Model.Encoding;

/// <summary>Captions in the space that regions and words share, one after another without padding.</summary>
public sealed record EncodedCaptions
{
    /// <summary>D: values of an embedding.</summary>
    public required int JointSize { get; init; }

    /// <summary>Words of each caption, its start and end included, (C).</summary>
    public required int[] Lengths { get; init; }

    /// <summary>Where in <see cref="Words"/> each caption's values begin, (C).</summary>
    public required int[] Offsets { get; init; }

    /// <summary>Word embeddings: of each caption (L, D), all captions one after another.</summary>
    public required float[] Words { get; init; }

    /// <summary>One embedding of each whole caption, of length one, (C, D).</summary>
    public required float[] Globals { get; init; }

    /// <summary>C: number of captions.</summary>
    public int Count => Lengths.Length;

    /// <summary>Word embeddings of one caption, (L, D).</summary>
    public Memory<float> WordsOf(int caption) => Words.AsMemory(Offsets[caption], Lengths[caption] * JointSize);

    /// <summary>Some of the captions, in the order given, copied.</summary>
    /// <param name="captions">Places among these captions.</param>
    public EncodedCaptions Pick(ReadOnlySpan<int> captions)
    {
        var picked = new EncodedCaptions
        {
            JointSize = JointSize,
            Lengths = new int[captions.Length],
            Offsets = new int[captions.Length],
            Words = new float[WordCount(captions) * JointSize],
            Globals = new float[captions.Length * JointSize],
        };
        for (int place = 0, end = 0; place < captions.Length; place++)
        {
            var caption = captions[place];
            (picked.Lengths[place], picked.Offsets[place]) = (Lengths[caption], end);
            WordsOf(caption).Span.CopyTo(picked.Words.AsSpan(end));
            Globals.AsSpan(caption * JointSize, JointSize).CopyTo(picked.Globals.AsSpan(place * JointSize));
            end += Lengths[caption] * JointSize;
        }
        return picked;
    }

    private int WordCount(ReadOnlySpan<int> captions)
    {
        var count = 0;
        foreach (var caption in captions)
            count += Lengths[caption];
        return count;
    }
}
