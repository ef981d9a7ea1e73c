namespace Sgraf.Training.Scenes;

/// <summary>Numbers drawn from a seed, the same in every version and on every machine.</summary>
/// <remarks>SplitMix64 of Steele, Lea and Flood, OOPSLA 2014. <see cref="Random"/> does not promise its numbers between versions.</remarks>
internal sealed class SceneRandom
{
    private ulong _state;

    /// <param name="seed">Seed of the whole world.</param>
    /// <param name="split">Name of the split, for example <c>train</c>.</param>
    /// <param name="index">The picture, counted from 0.</param>
    /// <param name="purpose">What is drawn; purposes of one picture are independent of each other.</param>
    public SceneRandom(long seed, string split, int index, string purpose)
    {
        _state = (ulong)seed;
        Absorb(split);
        Absorb(purpose);
        _state = Next() ^ (ulong)index;
        _state = Next();
    }

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>A number in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public float Between(float from, float to) => from + (to - from) * ((Next() >> 40) * (1f / (1 << 24)));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1L << 53)) < probability;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public T PickFrom<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>One choice, each as likely as its weight says.</summary>
    /// <param name="choices">Choices and their weights, which are whole numbers.</param>
    public T PickWeighted<T>(params ReadOnlySpan<(T Choice, int Weight)> choices)
    {
        var total = 0;
        foreach (var (_, weight) in choices) total += weight;
        var place = Below(total);
        foreach (var (choice, weight) in choices)
            if ((place -= weight) < 0) return choice;
        throw new ArgumentException("There is nothing to choose from.", nameof(choices));
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private void Absorb(string text)
    {
        foreach (var letter in text) _state = Next() ^ letter;
        _state = Next() ^ (ulong)text.Length;
    }

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return mixed ^ mixed >> 31;
    }
}
