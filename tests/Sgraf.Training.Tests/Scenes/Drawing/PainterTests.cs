using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Drawing;
using Sgraf.Training.Scenes.Layout;

namespace Sgraf.Training.Tests.Scenes.Drawing;

public sealed class PainterTests
{
    private const int Size = 128;

    [Fact]
    public void Front_objects_hide_those_behind()
    {
        var scene = Scene() with { Objects = [Ball(0, Colour.Red), Ball(1.8f, Colour.Blue)] };
        var (both, back) = (Painter.Outline(scene, Size), Painter.Outline(scene with { Objects = [scene.Objects[1]] }, Size));
        var shared = Enumerable.Range(0, Size * Size).Where(i => both.Owners[i] == 0 && back.Owners[i] == 0).ToList();
        Assert.NotEmpty(shared);
        Assert.Equal(back.Outlines[0], both.Outlines[1]);
        Assert.Equal(back.Outlines[0] - shared.Count, both.Owners.Count((sbyte)1));
    }

    [Fact]
    public void Objects_cast_a_shadow_away_from_the_lamp()
    {
        var scene = Scene() with { Objects = [Ball(0, Colour.Red)] };
        var (with, without) = (Painter.Paint(scene, Size), Painter.Paint(scene with { Objects = [] }, Size));
        var darker = Enumerable.Range(0, Size * Size)
            .Where(i => with.Owners[i] < 0 && with.Pixels[i * 3 + 1] + 25 < without.Pixels[i * 3 + 1]).ToList();
        Assert.InRange(darker.Count, 20, 1500);
        Assert.Equal(Math.Sign(-scene.Lighting.ToLamp.X), Math.Sign(darker.Average(i => i % Size) - Size / 2.0));
    }

    [Theory]
    [InlineData("Red", 0)]
    [InlineData("Green", 1)]
    [InlineData("Blue", 2)]
    public void Objects_have_the_colour_of_their_name(string colour, int strongest)
    {
        var painting = Painter.Paint(Scene() with { Objects = [Ball(0, Enum.Parse<Colour>(colour))] }, Size);
        var own = Enumerable.Range(0, Size * Size).Where(i => painting.Owners[i] == 0).ToList();
        var means = Enumerable.Range(0, 3).Select(channel => own.Average(i => painting.Pixels[i * 3 + channel])).ToArray();
        Assert.Equal(strongest, Array.IndexOf(means, means.Max()));
    }

    [Fact]
    public void Edges_are_smooth()
    {
        var scene = Scene() with { Objects = [Ball(0, Colour.Black)] };
        var painting = Painter.Paint(scene, Size);
        var row = Enumerable.Range(0, Size).MaxBy(y => Enumerable.Range(0, Size).Count(x => painting.Owners[y * Size + x] == 0));
        var above = Enumerable.Range(1, Size - 2).Count(x => IsBetweenNeighbours(painting, row - 8, x));
        Assert.InRange(above, 1, 4);
    }

    [Fact]
    public void A_width_that_is_no_multiple_of_a_packet_of_rays_is_drawn_whole()
    {
        var (odd, even) = (Painter.Outline(Scene(), 101), Painter.Outline(Scene(), 202));
        Assert.All(odd.Outlines.ToArray().Zip(even.Outlines.ToArray()), pair => Assert.Equal(1, pair.First * 4.0 / pair.Second, 0.1));
    }

    /// <summary>Whether a pixel lies clearly between its dark and its light neighbour.</summary>
    private static bool IsBetweenNeighbours(Painting painting, int row, int column)
    {
        int Level(int x) => painting.Pixels[(row * Size + x) * 3 + 1];
        var (least, most) = (Math.Min(Level(column - 1), Level(column + 1)), Math.Max(Level(column - 1), Level(column + 1)));
        return most - least > 60 && Level(column) > least + 12 && Level(column) < most - 12;
    }

    private static Scene Scene() => SceneComposer.Compose(1, "train", 2);

    private static SceneObject Ball(float depth, Colour colour) => new()
    {
        Shape = Shape.Ball,
        Colour = colour,
        Size = Sgraf.Training.Scenes.Size.Medium,
        Surface = Surface.Plain,
        Coat = new Coat(Surface.Plain, Palette.Draw(colour, new SceneRandom(1, "test", 0, "paint")), Palette.Accent(colour)),
        Scale = 0.8f,
        Turn = (1, 0),
        Place = new Triple(0, 0, depth),
    };
}
