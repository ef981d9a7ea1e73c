using System.Runtime.Intrinsics;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes.Solids;

/// <summary>Spreads dots evenly over a body: each new one where it is farthest from those before.</summary>
internal static class DotScatter
{
    private const float Spacing = 0.5f;
    private const int Lines = 40;

    /// <returns>Points on the surface, no two closer than the spacing; the first is in the middle of the front.</returns>
    public static IReadOnlyList<Triple> Over(Solid solid)
    {
        var candidates = Surface(solid);
        var gaps = new float[candidates.Count];
        Array.Fill(gaps, float.MaxValue);
        var dots = new List<Triple>();
        for (var next = Frontmost(candidates); gaps[next] > Spacing * Spacing; next = Array.IndexOf(gaps, gaps.Max()))
        {
            dots.Add(candidates[next]);
            for (var i = 0; i < gaps.Length; i++)
            {
                var offset = candidates[i] - candidates[next];
                gaps[i] = MathF.Min(gaps[i], Triple.Dot(offset, offset));
            }
        }
        return dots;
    }

    private static int Frontmost(List<Triple> candidates)
    {
        var best = 0;
        for (var i = 1; i < candidates.Count; i++)
            if (Eccentricity(candidates[i]) < Eccentricity(candidates[best])) best = i;
        return best;

        static float Eccentricity(Triple point) => point.X * point.X + point.Y * point.Y + 0.25f * point.Z;
    }

    /// <summary>Where a grid of lines along each axis first meets the body, from both sides.</summary>
    private static List<Triple> Surface(Solid solid)
    {
        var points = new List<Triple>();
        for (var row = 0; row < Lines; row++)
            for (var column = 0; column < Lines; column++)
            {
                var (across, along) = ((row + 0.5f) / Lines * 3 - 1.5f, (column + 0.5f) / Lines * 3 - 1.5f);
                foreach (var side in (ReadOnlySpan<float>)[-1, 1])
                {
                    AddHit(points, solid, new Triple(across, along, 2 * side), new Triple(0, 0, -side));
                    AddHit(points, solid, new Triple(2 * side, across, along), new Triple(-side, 0, 0));
                    AddHit(points, solid, new Triple(along, 2 * side, across), new Triple(0, -side, 0));
                }
            }
        return points;
    }

    private static void AddHit(List<Triple> points, Solid solid, Triple origin, Triple direction)
    {
        for (var travelled = 0f; travelled < 4;)
        {
            var point = origin + direction * travelled;
            var distance = solid.Distance(new LaneVector(point)).ToScalar();
            travelled += distance;
            if (distance >= 0.001f) continue;
            points.Add(point);
            return;
        }
    }
}
