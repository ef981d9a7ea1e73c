using Sgraf.Model.Encoding;

namespace Sgraf.Model.Tests.Encoding;

public sealed class CaptionPlanTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(55, 2)]
    [InlineData(56, 2)]
    [InlineData(1000, 1)]
    [InlineData(1000, 2)]
    [InlineData(1000, 16)]
    public void Every_caption_is_in_one_batch_with_its_words(int count, int processors)
    {
        var captions = Captions(count, most: 30);
        var seen = new List<int>();
        foreach (var set in CaptionPlan.Make(captions, LongestFirst(captions), processors))
        {
            Assert.Equal(set.Words.Count, set.Words.Distinct().Count());
            foreach (var batch in set.Batches)
            {
                seen.AddRange(batch.Members);
                for (var place = 0; place < batch.Members.Count; place++)
                {
                    var caption = captions[batch.Members[place]];
                    Assert.Equal(caption, caption.Select((_, word) => set.Words[batch.PlaceOfRow[batch.Row(place, word)]]));
                }
            }
        }
        Assert.Equal(LongestFirst(captions), seen);
    }

    [Theory]
    [InlineData(1, 2, 1)]        // a caption alone is one batch, whose directions may use both processors
    [InlineData(55, 2, 1)]
    [InlineData(56, 2, 2)]       // two full blocks of rows for each
    [InlineData(127, 2, 2)]
    [InlineData(1000, 2, 8)]     // not seven full ones and a rest: the last turn would leave a processor idle
    [InlineData(1000, 3, 9)]
    [InlineData(1000, 16, 16)]
    public void Batches_are_alike_and_keep_all_processors_busy(int count, int processors, int batches)
    {
        int[][] captions = [.. Enumerable.Repeat<int[]>([1, 5, 2], count)];
        var set = Assert.Single(CaptionPlan.Make(captions, LongestFirst(captions), processors));
        Assert.Equal(batches, set.Batches.Count);
        Assert.InRange(set.Batches.Max(batch => batch.Members.Count) - set.Batches.Min(batch => batch.Members.Count), 0, batches);
    }

    [Fact]
    public void A_set_ends_in_time_before_it_has_too_many_different_words()
    {
        int[][] captions = [.. Enumerable.Range(0, 1000).Select(caption => Enumerable.Range(12 * caption, 12).ToArray())];
        var sets = CaptionPlan.Make(captions, LongestFirst(captions), processors: 2).ToList();
        Assert.All(sets, set => Assert.InRange(set.Words.Count, 1, 4608));
        Assert.Equal([252, 252, 252, 244], sets.Select(set => set.Batches.Sum(batch => batch.Members.Count)));
    }

    [Fact]
    public void A_caption_with_more_words_than_anything_else_is_a_batch_alone()
    {
        int[][] captions = [[1, 2], [.. Enumerable.Range(0, 6000)], [3]];
        var sets = CaptionPlan.Make(captions, LongestFirst(captions), processors: 2).ToList();
        Assert.Equal([6000, 3], sets.Select(set => set.Words.Count));
        Assert.Equal([1, 2], sets.Select(set => Assert.Single(set.Batches).Members.Count));
    }

    [Fact]
    public void Long_captions_make_smaller_batches()
    {
        int[][] captions = [.. Enumerable.Repeat(Enumerable.Repeat(7, 300).ToArray(), 20)];
        var set = Assert.Single(CaptionPlan.Make(captions, LongestFirst(captions), processors: 1));
        Assert.Equal([6, 6, 6, 2], set.Batches.Select(batch => batch.Members.Count));
    }

    private static int[][] Captions(int count, int most)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, most)).Select(_ => random.Next(8000)).ToArray())];
    }

    private static int[] LongestFirst(int[][] captions) =>
        [.. Enumerable.Range(0, captions.Length).OrderByDescending(caption => captions[caption].Length)];
}
