namespace Sgraf.Training.Recurrence;

/// <summary>The words of captions in the order in which a recurrent layer reads them: the first of each, the second of each, and so on.</summary>
/// <remarks>Captions come longest first, so that those which have ended are always the last of a step.</remarks>
internal sealed class WordOrder
{
    private readonly int[] _starts;
    private readonly (int Caption, int Step)[] _words;

    /// <param name="lengths">L of each caption, longest first.</param>
    public WordOrder(IReadOnlyList<int> lengths)
    {
        (Lengths, Longest) = (lengths, lengths[0]);
        _starts = new int[Longest + 1];
        for (var step = 0; step < Longest; step++) _starts[step + 1] = _starts[step] + lengths.Count(length => length > step);
        _words = [.. Enumerable.Range(0, Longest).SelectMany(step => Enumerable.Range(0, Count(step)).Select(caption => (caption, step)))];
    }

    /// <summary>L of each caption.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Steps: L of the longest caption.</summary>
    public int Longest { get; }

    /// <summary>Words of all captions.</summary>
    public int WordCount => _words.Length;

    /// <summary>The first word of a step.</summary>
    public int First(int step) => _starts[step];

    /// <summary>Words of a step, that is captions which have not ended.</summary>
    public int Count(int step) => _starts[step + 1] - _starts[step];

    /// <summary>Where a word is among all captions padded to the longest.</summary>
    /// <param name="word">Its place in this order.</param>
    /// <param name="reverse">Whether captions are read from their end.</param>
    public int PaddedRow(int word, bool reverse)
    {
        var (caption, step) = _words[word];
        return caption * Longest + (reverse ? Lengths[caption] - 1 - step : step);
    }

    /// <summary>Where the same caption's word of the step before is.</summary>
    public int Before(int word) => _starts[_words[word].Step - 1] + _words[word].Caption;
}
