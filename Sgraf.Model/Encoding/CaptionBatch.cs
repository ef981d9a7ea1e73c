namespace Sgraf.Model.Encoding;

/// <summary>Captions that walk through the layers together, longest first.</summary>
/// <remarks>
/// Their words lie by place in the caption: all first words, then all second ones, and so on. What a step of a GRU reads and
/// writes is then one stretch of memory.
/// </remarks>
internal sealed class CaptionBatch
{
    private readonly int[] _firstRows;

    /// <param name="captions">All captions.</param>
    /// <param name="members">Those of this batch, longest first.</param>
    /// <param name="places">The place among the projected words of each id.</param>
    public CaptionBatch(IReadOnlyList<int[]> captions, ArraySegment<int> members, Dictionary<int, int> places)
    {
        Members = members;
        Lengths = [.. members.Select(member => captions[member].Length)];
        Starts = new int[members.Count + 1];
        for (var caption = 0; caption < members.Count; caption++)
            Starts[caption + 1] = Starts[caption] + Lengths[caption];

        _firstRows = new int[Steps];
        PlaceOfRow = new int[WordCount];
        for (int step = 0, row = 0, count = members.Count; step < Steps; step++)
        {
            _firstRows[step] = row;
            while (Lengths[count - 1] <= step)
                count--;
            for (var caption = 0; caption < count; caption++)
                PlaceOfRow[row++] = places[captions[members[caption]][step]];
        }
    }

    /// <summary>Which captions they are.</summary>
    public ArraySegment<int> Members { get; }

    /// <summary>Words of each caption.</summary>
    public int[] Lengths { get; }

    /// <summary>Words of the longest caption.</summary>
    public int Steps => Lengths[0];

    /// <summary>Where the words of each caption begin, and the end of the last, when they lie caption by caption.</summary>
    public int[] Starts { get; }

    public int WordCount => Starts[^1];

    /// <summary>The place among the projected words of the word of each row.</summary>
    public int[] PlaceOfRow { get; }

    /// <summary>The row of a caption's word.</summary>
    /// <param name="caption">The caption's place in the batch.</param>
    /// <param name="word">The word's place in the caption.</param>
    public int Row(int caption, int word) => _firstRows[word] + caption;
}
