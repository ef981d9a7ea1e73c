using Sgraf.Training.Detection;

namespace Sgraf.Training.Tests.Detection;

public sealed class CentreTargetsTests
{
    private const int Places = 8;

    [Fact]
    public void The_bell_is_1_at_the_middle_alone()
    {
        var heat = Heat(new RelativeBox(0.25f, 0.25f, 0.9f, 0.6f));
        Assert.Equal(1, heat[Place(4, 3)]);
        Assert.Equal(1, heat.Count(value => value == 1));
        Assert.Equal(heat[Place(3, 3)], heat[Place(5, 3)]);
        Assert.True(heat[Place(3, 3)] > heat[Place(4, 2)], "The box is wider than high.");
    }

    [Fact]
    public void Where_bells_meet_the_higher_counts()
    {
        RelativeBox left = new(0, 0.4f, 0.5f, 0.6f), right = new(0.3f, 0.4f, 0.8f, 0.6f);
        var (alone, other, both) = (Heat(left), Heat(right), Heat(left, right));
        Assert.Equal(alone.Zip(other, Math.Max), both);
    }

    [Fact]
    public void The_sides_are_told_in_pixels_from_the_middle_of_each_place()
    {
        var targets = Of(new RelativeBox(0.25f, 0.25f, 0.75f, 0.5f));
        Assert.Equal([Place(3, 2), Place(4, 2), Place(5, 2), Place(3, 3), Place(4, 3), Place(5, 3)], targets.Places);
        Assert.Equal([20, 12, 12, 4], targets.Sides.Skip(4 * 4).Take(4));
    }

    [Fact]
    public void Where_two_objects_claim_a_place_the_smaller_has_it_but_never_another_middle()
    {
        RelativeBox large = new(0, 0, 1, 1), small = new(0.55f, 0.5f, 0.7f, 0.65f);
        var targets = Of(large, small);
        Assert.Equal([36, 36, 28, 28], Sides(targets, Place(4, 4)).Select(side => (int)side));
        Assert.Equal([9, 4], Sides(Of(small), Place(5, 4)).Take(2).Select(side => (int)(side + 0.5f)));
    }

    [Fact]
    public void A_picture_without_objects_is_flat()
    {
        Assert.All(Heat(), value => Assert.Equal(0, value));
        Assert.Empty(Of().Places);
    }

    private static IEnumerable<float> Sides(CentreTargets targets, int place) =>
        targets.Sides.Skip(4 * targets.Places.IndexOf(place)).Take(4);

    private static int Place(int x, int y) => x + Places * y;

    private static CentreTargets Of(params RelativeBox[] boxes) => new(Places, boxes, new float[Places * Places]);

    private static float[] Heat(params RelativeBox[] boxes)
    {
        var heat = new float[Places * Places];
        _ = new CentreTargets(Places, boxes, heat);
        return heat;
    }
}
