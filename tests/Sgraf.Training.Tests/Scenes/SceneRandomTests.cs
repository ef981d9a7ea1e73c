using Sgraf.Training.Scenes;

namespace Sgraf.Training.Tests.Scenes;

public sealed class SceneRandomTests
{
    [Fact]
    public void The_numbers_of_a_seed_never_change()
    {
        var random = new SceneRandom(7, "train", 3, "scene");
        Assert.Equal([623, 661, 244, 19, 528], Enumerable.Range(0, 5).Select(_ => random.Below(1000)));
    }

    [Theory]
    [InlineData(8, "train", 3, "scene")]
    [InlineData(7, "dev", 3, "scene")]
    [InlineData(7, "train", 4, "scene")]
    [InlineData(7, "train", 3, "captions")]
    [InlineData(-7, "train", 3, "scene")]
    public void Another_seed_split_index_or_purpose_gives_other_numbers(long seed, string split, int index, string purpose) =>
        Assert.NotEqual(Draw(new SceneRandom(7, "train", 3, "scene")), Draw(new SceneRandom(seed, split, index, purpose)));

    [Fact]
    public void Choices_come_as_often_as_their_weights_say()
    {
        var random = new SceneRandom(1, "train", 0, "scene");
        var choices = Enumerable.Range(0, 10_000).Select(_ => random.PickWeighted(("often", 3), ("never", 0), ("rarely", 1)));
        var counts = choices.CountBy(choice => choice).ToList();
        Assert.Equal(["often", "rarely"], counts.Select(count => count.Key).Order());
        Assert.InRange(counts.Single(count => count.Key == "often").Value, 7_300, 7_700);
    }

    [Fact]
    public void Numbers_stay_within_their_bounds()
    {
        var random = new SceneRandom(1, "train", 0, "scene");
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.InRange(random.Below(3), 0, 2));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.InRange(random.Between(-2, 5), -2f, 5f));
    }

    private static List<int> Draw(SceneRandom random) => [.. Enumerable.Range(0, 8).Select(_ => random.Below(1_000_000))];
}
