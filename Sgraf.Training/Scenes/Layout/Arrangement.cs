using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes.Layout;

/// <summary>Finds places for objects: on the floor side by side, on top of one another, or in the air.</summary>
internal static class Arrangement
{
    private const int Throws = 40;
    private const float Gap = 0.1f;
    private const float Nearest = -1.9f;
    private const float Farthest = 2.6f;

    /// <returns>The objects at their places; null when luck did not find any.</returns>
    public static IReadOnlyList<SceneObject>? Draw(IReadOnlyList<SceneObject> objects, Camera camera, SceneRandom random)
    {
        var placed = new List<SceneObject>();
        // Large ones first: they are harder to place, and carry others.
        foreach (var item in objects.OrderByDescending(item => item.Size))
        {
            var found = random.Chance(0.35) ? Stacked(item, placed, random) : null;
            found ??= CanFloat(item) && random.Chance(0.22) ? Floating(item, placed, camera, random) : null;
            found ??= OnFloor(item, placed, objects.Count, camera, random);
            if (found is null) return null;
            placed.Add(found);
        }
        return placed;
    }

    private static bool CanFloat(SceneObject item) => item.Solid.IsFlat || item.Shape == Shape.Ball;

    private static SceneObject? Stacked(SceneObject item, List<SceneObject> placed, SceneRandom random)
    {
        var supports = Enumerable.Range(0, placed.Count).Where(i => CanCarry(placed[i], item, placed)).ToList();
        if (supports.Count == 0) return null;
        var support = random.PickFrom(supports);
        var found = item with { Support = support, Place = placed[support].Place with { Y = placed[support].Top } };
        return placed.TrueForAll(other => other == placed[support] || !Touch(found, other)) ? found : null;
    }

    private static bool CanCarry(SceneObject support, SceneObject item, List<SceneObject> placed) =>
        support is { Shape: Shape.Cube or Shape.Cylinder, Support: null } && support.Size > item.Size
        && !placed.Any(other => other.Support is { } index && placed[index] == support);

    private static SceneObject? Floating(SceneObject item, List<SceneObject> placed, Camera camera, SceneRandom random)
    {
        var height = random.Between(1.3f, 2.4f);
        if (placed.Count == 0 || random.Chance(0.4)) return Throw(item with { Floats = true }, placed, 1, height, camera, random);
        var below = random.PickFrom(placed);
        var place = below.Place with { X = below.Place.X + random.Between(-0.15f, 0.15f), Y = below.Top + random.Between(0.35f, 0.7f) };
        var found = item with { Floats = true, Place = place };
        return IsFree(found, placed) ? found : null;
    }

    private static SceneObject? OnFloor(SceneObject item, List<SceneObject> placed, int count, Camera camera, SceneRandom random) =>
        Throw(item, placed, Math.Min(1, 0.4f + 0.13f * count), 0, camera, random);

    /// <param name="item">What is to be placed.</param>
    /// <param name="placed">What has its place already.</param>
    /// <param name="spread">The share of the floor that is used.</param>
    /// <param name="height">Height of its lowest point.</param>
    /// <param name="camera">Sees a part of the floor.</param>
    /// <param name="random">Where to try.</param>
    private static SceneObject? Throw(
        SceneObject item, List<SceneObject> placed, float spread, float height, Camera camera, SceneRandom random)
    {
        for (var i = 0; i < Throws; i++)
        {
            var depth = random.Between(Nearest, Farthest) * spread;
            var sight = camera.Project(new Triple(0, 0, depth)).Depth;
            var halfWidth = (sight * Camera.HalfField - item.Scale * item.Solid.Reach - 0.1f) * spread;
            var found = item with { Place = new Triple(random.Between(-halfWidth, halfWidth), height, depth) };
            if (IsFree(found, placed)) return found;
        }
        return null;
    }

    private static bool IsFree(SceneObject item, List<SceneObject> placed) => placed.TrueForAll(other => !Touch(item, other));

    private static bool Touch(SceneObject first, SceneObject second)
    {
        if (first.Place.Y > second.Top + Gap || second.Place.Y > first.Top + Gap) return false;
        var offset = first.Place - second.Place;
        var reach = first.Footprint + second.Footprint + Gap;
        return offset.X * offset.X + offset.Z * offset.Z < reach * reach;
    }
}
