using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Backdrops;
using Sgraf.Training.Scenes.Drawing;
using Sgraf.Training.Scenes.Layout;

namespace Sgraf.Training.Tests.Scenes.Layout;

public sealed class SceneComposerTests
{
    private static readonly List<Scene> Scenes = [.. Enumerable.Range(0, 400).Select(index => SceneComposer.Compose(1, "train", index))];

    [Fact]
    public void Scenes_have_two_to_six_objects_no_two_alike()
    {
        Assert.Equal([2, 3, 4, 5, 6], Scenes.Select(scene => scene.Objects.Count).Distinct().Order());
        Assert.All(Scenes, scene =>
            Assert.Distinct(scene.Objects.Select(item => (item.Shape, item.Colour, item.Size, item.Surface))));
    }

    [Fact]
    public void Every_property_and_every_backdrop_occurs()
    {
        var objects = Scenes.SelectMany(scene => scene.Objects).ToList();
        Assert.Equal(Enum.GetValues<Shape>(), objects.Select(item => item.Shape).Distinct().Order());
        Assert.Equal(Enum.GetValues<Colour>(), objects.Select(item => item.Colour).Distinct().Order());
        Assert.Equal(Enum.GetValues<Size>(), objects.Select(item => item.Size).Distinct().Order());
        Assert.Equal(Enum.GetValues<Surface>(), objects.Select(item => item.Surface).Distinct().Order());
        Assert.Equal(Enum.GetValues<Floor>(), Scenes.Select(scene => scene.Backdrop.Floor).Distinct().Order());
        Assert.Equal(Enum.GetValues<Wall>(), Scenes.Select(scene => scene.Backdrop.Wall).Distinct().Order());
        Assert.Contains(objects, item => item.Floats);
        Assert.Contains(objects, item => item.Support is not null);
    }

    [Fact]
    public void No_object_stands_inside_another() => Assert.All(Scenes, scene =>
    {
        var bodies = scene.Objects.Select(item => item.ToBody()).ToList();
        Assert.All(bodies, body => Assert.All(body.Solid.Dots, dot =>
        {
            var place = body.Centre + dot * body.Scale;    // turned otherwise, but as far from the middle
            Assert.All(bodies.Where(other => other != body), other =>
            {
                var inside = other.Solid.Distance(other.ToOwn(new LaneVector(place))).ToScalar() * other.Scale;
                Assert.True(inside > -0.12f * body.Scale, $"{body.Solid} is {-inside} deep in {other.Solid}.");
            });
        }));
    });

    [Fact]
    public void Carried_objects_stand_on_a_larger_one_with_a_flat_top() =>
        Assert.All(Scenes, scene => Assert.All(scene.Objects.Where(item => item.Support is not null), item =>
        {
            var support = scene.Objects[item.Support!.Value];
            Assert.True(support.Shape is Shape.Cube or Shape.Cylinder && support.Size > item.Size);
            Assert.Equal((support.Place.X, support.Top, support.Place.Z), (item.Place.X, item.Place.Y, item.Place.Z));
        }));
}
