using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>Captions whose words are met with an image's regions in one product.</summary>
internal sealed unsafe class CaptionGroup : IDisposable
{
    /// <summary>Words of a group: enough for full blocks of rows, few enough for the second-level cache.</summary>
    private const int TargetWords = 96;

    private readonly AlignedBuffer _rows;
    private readonly AlignedBuffer _globals;
    private readonly int[] _starts;
    private readonly int[] _graphSizes;
    private readonly int _jointSize;

    public CaptionGroup(int first, ReadOnlySpan<int> lengths, ReadOnlySpan<float> words, ReadOnlySpan<float> globals, int jointSize)
    {
        First = first;
        Count = lengths.Length;
        _jointSize = jointSize;
        _starts = new int[Count + 1];
        _graphSizes = new int[Count];
        for (var caption = 0; caption < Count; caption++)
        {
            _starts[caption + 1] = _starts[caption] + lengths[caption];
            _graphSizes[caption] = lengths[caption] + 1;
        }

        _rows = new AlignedBuffer(Panels.Size(Stride, jointSize));
        for (var word = 0; word < WordCount; word++)
            Panels.PackRow(words.Slice(word * jointSize, jointSize), Rows, word);
        var globalSize = Panels.Count(jointSize) * Panels.Width;
        _globals = new AlignedBuffer((long)Count * globalSize);
        for (var caption = 0; caption < Count; caption++)
            Panels.Pack(globals.Slice(caption * jointSize, jointSize), 1, jointSize, Global(caption));
    }

    /// <summary>The first caption's place among all.</summary>
    public int First { get; }

    public int Count { get; }

    /// <summary>Words of all captions of the group.</summary>
    public int WordCount => _starts[Count];

    /// <summary>The words, (words, D).</summary>
    public PanelMatrix Rows => new(_rows.Pointer, Stride, _jointSize);

    /// <summary>
    /// Rows of a panel, an odd number: of 96 rows, a word's parts in all panels would lie 12 KB apart and push each other out of the
    /// few places that the first-level cache has for them.
    /// </summary>
    private int Stride => WordCount | 1;

    /// <summary>The first word of a caption within the group; that of <see cref="Count"/> is the number of words.</summary>
    public int Start(int caption) => _starts[caption];

    /// <summary>N = L + 1 of each caption.</summary>
    public ReadOnlySpan<int> GraphSizes => _graphSizes;

    /// <summary>The global vector of a caption, padded to whole panels with zeros.</summary>
    public float* Global(int caption) => _globals.Pointer + (nint)caption * Panels.Count(_jointSize) * Panels.Width;

    /// <summary>The lengths, from the first on, that make one group: a caption longer than the target is alone in its own.</summary>
    public static ReadOnlySpan<int> Members(ReadOnlySpan<int> lengths)
    {
        var (count, words) = (1, lengths[0]);
        while (count < lengths.Length && words + lengths[count] <= TargetWords)
            words += lengths[count++];
        return lengths[..count];
    }

    public void Dispose()
    {
        _rows.Dispose();
        _globals.Dispose();
    }
}
