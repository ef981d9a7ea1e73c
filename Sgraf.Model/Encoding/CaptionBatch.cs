namespace Sgraf.Model.Encoding;

/// <summary>Captions that are encoded together, longest first.</summary>
internal sealed class CaptionBatch
{
    /// <param name="captions">All captions.</param>
    /// <param name="members">Those of this batch, longest first.</param>
    public CaptionBatch(IReadOnlyList<int[]> captions, ArraySegment<int> members)
    {
        Members = members;
        Starts = new int[members.Count + 1];
        for (var place = 0; place < members.Count; place++)
            Starts[place + 1] = Starts[place] + captions[members[place]].Length;

        InputOfWord = new int[Starts[^1]];
        var places = new Dictionary<int, int>();
        for (int place = 0, word = 0; place < members.Count; place++)
        {
            foreach (var id in captions[members[place]])
            {
                if (places.TryAdd(id, places.Count))
                    UniqueWords.Add(id);
                InputOfWord[word++] = places[id];
            }
        }
    }

    /// <summary>Which captions they are.</summary>
    public ArraySegment<int> Members { get; }

    /// <summary>The first word of each caption, and the end of the last.</summary>
    public int[] Starts { get; }

    public int WordCount => Starts[^1];

    /// <summary>The ids that occur; each is looked up and projected once.</summary>
    public List<int> UniqueWords { get; } = [];

    /// <summary>The place in <see cref="UniqueWords"/> of each word.</summary>
    public int[] InputOfWord { get; }
}
