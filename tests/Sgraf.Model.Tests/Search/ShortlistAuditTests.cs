using Sgraf.Model.Search;

namespace Sgraf.Model.Tests.Search;

public sealed class ShortlistAuditTests
{
    [Fact]
    public void Shares_are_those_of_the_best_that_the_shortlist_holds()
    {
        var audit = new ShortlistAudit();
        float[] scores = [.. Enumerable.Range(0, 1000).Select(index => index / 1000f)];    // the best are the last
        audit.Add([.. Enumerable.Range(0, 500).Select(place => 999 - 2 * place)], scores);    // every second, best first
        AssertShare(1, audit, 50, top: 1);
        AssertShare(0.5, audit, 50, top: 10);
        AssertShare(0.5, audit, 500, top: 50);

        audit.Add([.. Enumerable.Range(0, 500)], scores);    // none of the best
        AssertShare(0.5, audit, 500, top: 1);
        AssertShare(0.25, audit, 100, top: 10);
        Assert.Equal(2, audit.Queries);
    }

    [Fact]
    public void A_longer_shortlist_is_looked_at_for_longer()
    {
        var audit = new ShortlistAudit();
        float[] scores = [.. Enumerable.Range(0, 600).Select(index => -(float)index)];
        audit.Add([.. Enumerable.Range(0, 500).Select(place => (place + 420) % 500)], scores);    // the best at places 80 and on
        Assert.Equal([0, 1, 1, 1], Kept(audit, top: 1));
        Assert.Equal([0, 0.4, 1, 1], Kept(audit, top: 50));
    }

    [Fact]
    public void Fewer_items_than_are_looked_for_count_as_all()
    {
        var audit = new ShortlistAudit();
        audit.Add([2, 0, 1], [0.5f, 0.5f, 0.5f]);
        Assert.All(audit.Shares, share => Assert.Equal(1, share.Kept));
        Assert.Equal(12, audit.Shares.Count);
    }

    private static double[] Kept(ShortlistAudit audit, int top) => [.. audit.Shares.Where(share => share.Top == top).Select(share => share.Kept)];

    private static void AssertShare(double expected, ShortlistAudit audit, int shortlist, int top) =>
        Assert.Equal(expected, audit.Shares.Single(share => share.Shortlist == shortlist && share.Top == top).Kept, 1e-12);
}
