using System.Numerics;
using System.Numerics.Tensors;

namespace Sgraf.Model.Search;

/// <summary>Some of the places of a set, one bit each; what it holds never changes.</summary>
public sealed class PlaceMask
{
    /// <summary>Places of one word.</summary>
    internal const int WordLength = 64;

    private readonly ulong[] _words;    // bits at and beyond Length are 0

    private PlaceMask(ulong[] words, int length)
    {
        (_words, Length) = (words, length);
        foreach (var word in words) Count += BitOperations.PopCount(word);
    }

    /// <summary>Places, accepted or not.</summary>
    public int Length { get; }

    /// <summary>Accepted places.</summary>
    public int Count { get; }

    /// <summary>Whether a place is accepted.</summary>
    public bool this[int place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Length, nameof(place));
            return (_words[place / WordLength] >> (place % WordLength) & 1) != 0;
        }
    }

    /// <summary>The accepted places in order.</summary>
    internal IEnumerable<int> Places => Enumerable.Range(0, Length).Where(place => this[place]);

    /// <summary>The mask of all places that a condition holds for.</summary>
    /// <param name="length">How many places there are.</param>
    /// <param name="accepts">Says for each place whether it is accepted.</param>
    public static PlaceMask Where(int length, Predicate<int> accepts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentNullException.ThrowIfNull(accepts);
        var words = new ulong[WordCount(length)];
        for (var place = 0; place < length; place++)
            if (accepts(place)) words[place / WordLength] |= 1ul << (place % WordLength);
        return new PlaceMask(words, length);
    }

    /// <summary>The places that both masks accept.</summary>
    internal PlaceMask And(PlaceMask other)
    {
        var words = new ulong[_words.Length];
        TensorPrimitives.BitwiseAnd<ulong>(_words, other._words, words);
        return new PlaceMask(words, Length);
    }

    /// <summary>The same places but for some.</summary>
    internal PlaceMask Except(ReadOnlySpan<int> places)
    {
        var words = _words.ToArray();
        foreach (var place in places)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Length, nameof(places));
            words[place / WordLength] &= ~(1ul << (place % WordLength));
        }
        return new PlaceMask(words, Length);
    }

    /// <summary>The same places and further ones behind them, all accepted.</summary>
    internal PlaceMask Extend(int length)
    {
        var words = new ulong[WordCount(length)];
        _words.CopyTo(words, 0);
        for (var place = Length; place < length; place++) words[place / WordLength] |= 1ul << (place % WordLength);
        return new PlaceMask(words, length);
    }

    /// <summary>The bits of places from a whole word on; of those beyond the last place there are none.</summary>
    internal ReadOnlySpan<ulong> Words(int first, int count) => _words.AsSpan(first / WordLength, WordCount(count));

    private static int WordCount(int length) => (int)(((long)length + WordLength - 1) / WordLength);
}
