using Sgraf.Tests;
using Sgraf.Training.Detection;

namespace Sgraf.Training.Tests.Detection;

public sealed class RelativeBoxTests
{
    private static readonly RelativeBox Box = new(0.2f, 0.1f, 0.6f, 0.5f);

    [Fact]
    public void A_box_overlaps_itself_wholly() => Assert.Equal(1, Box.Overlap(Box), 1e-6);

    [Fact]
    public void Overlap_is_the_common_area_over_both() =>
        Assert.Equal(0.08 / 0.24, Box.Overlap(new RelativeBox(0.4f, 0.1f, 0.8f, 0.5f)), 1e-6);

    [Fact]
    public void Boxes_that_touch_do_not_overlap() => Assert.Equal(0, Box.Overlap(new RelativeBox(0.6f, 0.1f, 0.8f, 0.5f)));

    [Fact]
    public void A_mirrored_box_keeps_its_size()
    {
        var mirrored = Box.Mirror();
        Close.Assert([0.4f, 0.1f, 0.8f, 0.5f], [mirrored.X1, mirrored.Y1, mirrored.X2, mirrored.Y2], 1e-6, "mirrored");
    }

    [Fact]
    public void Jitter_moves_each_side_by_a_share_of_the_box_at_most_and_stays_in_the_picture()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var moved = Box.Jitter(0.1f, random);
            Assert.InRange(moved.X1, 0.16f, 0.24f);
            Assert.InRange(moved.Y2, 0.46f, 0.54f);
            Assert.InRange(RelativeBox.Whole.Jitter(0.1f, random).X2, 0.9f, 1);
        }
    }
}
