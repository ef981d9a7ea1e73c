using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Drawing;
using Sgraf.Training.Scenes.Solids;

namespace Sgraf.Training.Tests.Scenes.Solids;

public sealed class SolidTests
{
    private const int Grid = 200;

    public static TheoryData<string> Shapes => [.. Enum.GetNames<Shape>()];

    [Theory, MemberData(nameof(Shapes))]
    public void A_solid_reaches_just_as_far_as_it_says(string shape)
    {
        var solid = Solid(shape);
        var (below, above) = (Hits(solid, -1).ToList(), Hits(solid, 1).ToList());
        Assert.Equal(solid.Bottom, below.Min(point => point.Y), 0.02);
        Assert.Equal(solid.Top, above.Max(point => point.Y), 0.02);
        Assert.InRange(solid.Reach - above.Concat(below).Max(point => point.Length), -0.002, 0.05);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Distances_are_never_too_large(string shape)
    {
        var solid = Solid(shape);
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            var (first, second) = (Point(random), Point(random));
            var change = Math.Abs(Distance(solid, first) - Distance(solid, second));
            Assert.True(change <= (first - second).Length * 1.001f + 1e-4f, $"{change} between {first} and {second}");
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Dots_lie_on_the_surface_apart_from_one_another(string shape)
    {
        var solid = Solid(shape);
        Assert.InRange(solid.Dots.Count, 8, 80);
        Assert.All(solid.Dots, dot => Assert.Equal(0, Distance(solid, dot), 0.01));
        var gaps = from first in solid.Dots.Index() from second in solid.Dots.Index()
                   where first.Index < second.Index select (first.Item - second.Item).Length;
        Assert.True(gaps.Min() >= 0.5f);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Normals_point_outward(string shape)
    {
        var solid = Solid(shape);
        Assert.All(solid.Dots, dot =>
        {
            var normal = solid.Normal(new LaneVector(dot));
            var outward = new Triple(normal.X.ToScalar(), normal.Y.ToScalar(), normal.Z.ToScalar());
            Assert.Equal(1, outward.Length, 1e-3);
            Assert.True(Distance(solid, dot + outward * 0.05f) > Distance(solid, dot));
        });
    }

    private static Solid Solid(string shape) => SolidOf.Shape(Enum.Parse<Shape>(shape));

    private static float Distance(Solid solid, Triple point) => solid.Distance(new LaneVector(point)).ToScalar();

    private static Triple Point(Random random) => new(Coordinate(random), Coordinate(random), Coordinate(random));

    private static float Coordinate(Random random) => random.NextSingle() * 3 - 1.5f;

    /// <summary>Where upright lines meet the solid from below (-1) or from above (1).</summary>
    private static IEnumerable<Triple> Hits(Solid solid, int side)
    {
        for (var i = 0; i < Grid * Grid; i++)
        {
            var start = new Triple(i / Grid * (3f / Grid) - 1.5f, 2 * side, i % Grid * (3f / Grid) - 1.5f);
            for (float travelled = 0, distance; travelled < 4; travelled += distance)
            {
                distance = Distance(solid, start + new Triple(0, -side, 0) * travelled);
                if (distance > 0.001f) continue;
                yield return start + new Triple(0, -side, 0) * travelled;
                break;
            }
        }
    }
}
