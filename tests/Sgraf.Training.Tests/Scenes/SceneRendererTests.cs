using System.Security.Cryptography;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Tests.Scenes;

public sealed class SceneRendererTests
{
    private const long Seed = 1;

    /// <summary>A change of these is a change of <see cref="SceneRenderer.Version"/>.</summary>
    [Theory]
    [InlineData("train", 0, 256, "a73257953fbee3bf09b314899047e1f179237c31b0cdccdff084aef3f8fcac49")]
    [InlineData("train", 1, 256, "4b888647edcd8e0673632ff7ba878b9fa541cd9120f1207746d763fc5645f07e")]
    [InlineData("dev", 17, 256, "84821fc658e99b57688d2894ba7469b6dc61d573f89c66ab8684d785e8bf0a36")]
    [InlineData("test", 99_999, 100, "f883940362233d26637b8048af6aef326a06590cfc85c00a29e6bab2fbeacb55")]
    public void Pictures_have_the_same_pixels_on_every_machine(string split, int index, int size, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(SceneRenderer.Render(Seed, split, index, size).Pixels)));

    [Fact]
    public void Captions_have_the_same_words_on_every_machine()
    {
        var labels = SceneRenderer.Label(Seed, "train", 0);
        Assert.Equal(
            [
                "Several objects under a blue sky, one of them a little moon",
                "A small moon floats to the right of a dotted white plus sign.",
                "This picture shows a small crescent and a blue ball under a blue sky",
                "A blue sphere, a little plain red crescent, a big white cross with dots as well as an orange heart",
                "To the left a spotted white cross, to the right a small red moon.",
            ],
            labels.Captions.Select(caption => caption.Text));
    }

    [Fact]
    public void Splits_share_no_scenes()
    {
        string[] splits = ["train", "dev", "test"];
        var pictures = from split in splits from index in Enumerable.Range(0, 40)
                       select Convert.ToHexString(SceneRenderer.Render(Seed, split, index, 64).Pixels);
        Assert.Equal(120, pictures.Distinct().Count());
    }

    [Fact]
    public void The_size_of_a_picture_changes_neither_its_objects_nor_its_captions()
    {
        var (small, large) = (SceneRenderer.Label(Seed, "train", 5, 64), SceneRenderer.Label(Seed, "train", 5, 512));
        Assert.Equal(small.Captions.Select(caption => caption.Text), large.Captions.Select(caption => caption.Text));
        Assert.All(small.Objects.Zip(large.Objects), pair =>
        {
            Assert.Equal((pair.First.Shape, pair.First.Colour), (pair.Second.Shape, pair.Second.Colour));
            Assert.InRange(pair.First.Box.X1 - pair.Second.Box.X1 / 8.0, -2, 2);
            Assert.InRange(pair.First.Box.Y2 - pair.Second.Box.Y2 / 8.0, -2, 2);
        });
    }

    [Fact]
    public void Labels_alone_are_those_of_the_picture()
    {
        for (var index = 0; index < 5; index++)
        {
            var (alone, drawn) = (SceneRenderer.Label(Seed, "train", index, 100), SceneRenderer.Render(Seed, "train", index, 100).Labels);
            Assert.Equal(alone.Objects, drawn.Objects);
            Assert.Equal(alone.Captions.Select(caption => caption.Text), drawn.Captions.Select(caption => caption.Text));
        }
    }

    [Fact]
    public void Boxes_are_tight_around_the_pixels_of_their_objects()
    {
        const int Size = 256;
        for (var index = 0; index < 60; index++)
        {
            var labels = SceneRenderer.Label(Seed, "train", index, Size);
            var owners = Painter.Outline(labels.Scene, Size).Owners.ToArray();
            Assert.All(labels.Objects.Index(), label =>
            {
                var pixels = Enumerable.Range(0, owners.Length).Where(i => owners[i] == label.Index).ToList();
                var columns = pixels.Select(i => i % Size).ToList();
                var rows = pixels.Select(i => i / Size).ToList();
                Assert.Equal((columns.Min(), rows.Min(), columns.Max() + 1, rows.Max() + 1), label.Item.Box);
            });
        }
    }

    [Fact]
    public void The_visible_share_is_what_others_leave_of_the_object()
    {
        const int Size = 200;
        for (var index = 0; index < 20; index++)
        {
            var labels = SceneRenderer.Label(Seed, "train", index, Size);
            var owners = Painter.Outline(labels.Scene, Size).Owners.ToArray();
            Assert.All(labels.Objects.Index(), label =>
            {
                var alone = Painter.Outline(labels.Scene with { Objects = [labels.Scene.Objects[label.Index]] }, Size).Owners.ToArray();
                var share = (double)owners.Count(owner => owner == label.Index) / alone.Count(owner => owner == 0);
                Assert.Equal(share, label.Item.Visible, 1e-6);
            });
        }
    }

    [Fact]
    public void Every_object_is_wholly_in_the_picture_and_at_least_35_percent_of_it_can_be_seen()
    {
        for (var index = 0; index < 400; index++)
        {
            var labels = SceneRenderer.Label(Seed, "dev", index);
            Assert.All(labels.Objects, label =>
            {
                Assert.InRange(label.Visible, 0.35f, 1f);
                Assert.True(label.Box is { X1: > 0, Y1: > 0, X2: < 256, Y2: < 256 }, $"Picture {index} cuts {label}.");
            });
        }
    }

    [Fact]
    public void A_size_at_which_nothing_can_be_made_out_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("size", () => SceneRenderer.Render(Seed, "train", 0, 32));
}
