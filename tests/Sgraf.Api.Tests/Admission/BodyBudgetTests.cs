using Sgraf.Api.Admission;

namespace Sgraf.Api.Tests.Admission;

public sealed class BodyBudgetTests
{
    private const long Megabyte = 1 << 20;
    private readonly BodyBudget _budget = new(new LimitOptions { BodiesMegabytes = 10 });

    [Fact]
    public void Bodies_are_let_in_until_the_budget_is_taken()
    {
        Assert.True(_budget.TryTake(6 * Megabyte));
        Assert.False(_budget.TryTake(6 * Megabyte));
        Assert.True(_budget.TryTake(3 * Megabyte));
        _budget.GiveBack(6 * Megabyte);
        Assert.True(_budget.TryTake(6 * Megabyte));
    }

    [Fact]
    public void One_alone_is_always_let_in()
    {
        Assert.True(_budget.TryTake(64 * Megabyte));
        Assert.False(_budget.TryTake(Megabyte));
        _budget.GiveBack(64 * Megabyte);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public void A_few_words_are_never_refused()
    {
        Assert.True(_budget.TryTake(64 * Megabyte));
        for (var request = 0; request < 1000; request++) Assert.True(_budget.TryTake(1000));
    }
}
