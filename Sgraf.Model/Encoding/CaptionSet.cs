namespace Sgraf.Model.Encoding;

/// <summary>Captions whose words are projected together, each different word once.</summary>
internal sealed class CaptionSet
{
    /// <param name="captions">All captions.</param>
    /// <param name="members">Those of this set, longest first.</param>
    public CaptionSet(IReadOnlyList<int[]> captions, ArraySegment<int> members)
    {
        // In the order in which batches read them: all first words, then all second ones, and so on.
        for (int step = 0, count = members.Count; step < captions[members[0]].Length; step++)
        {
            while (captions[members[count - 1]].Length <= step)
                count--;
            for (var caption = 0; caption < count; caption++)
            {
                var id = captions[members[caption]][step];
                if (Places.TryAdd(id, Words.Count))
                    Words.Add(id);
            }
        }
    }

    /// <summary>The ids that occur.</summary>
    public List<int> Words { get; } = [];

    /// <summary>The place in <see cref="Words"/> of each id.</summary>
    public Dictionary<int, int> Places { get; } = [];

    /// <summary>The captions in batches.</summary>
    public List<CaptionBatch> Batches { get; } = [];
}
