using System.Runtime.Intrinsics;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>The objects of a scene ready to be met by rays: which are where in the picture, and which is in front.</summary>
internal sealed class Stage
{
    private readonly Body[] _bodies;
    private readonly (float Left, float Upper, float Right, float Lower)[] _frames;

    public Stage(IReadOnlyList<SceneObject> objects, Camera camera)
    {
        _bodies = [.. objects.Select(item => item.ToBody())];
        _frames = [.. _bodies.Select(body => Frame(body, camera))];
    }

    public ReadOnlySpan<Body> Bodies => _bodies;

    /// <summary>Whose surface each ray meets first.</summary>
    /// <param name="rays">Rays of the camera.</param>
    /// <param name="left">The picture's part that holds the rays, as in <see cref="Camera.Through"/>; likewise the next three.</param>
    /// <param name="upper">Upper edge.</param>
    /// <param name="right">Right edge.</param>
    /// <param name="lower">Lower edge.</param>
    /// <param name="hits">For each body a bit for each ray that would meet it if it stood alone.</param>
    /// <returns>The bodies' indices, -1 where there is none, and the way to them.</returns>
    public (Lanes Owners, Lanes Travelled) Meet(Rays rays, float left, float upper, float right, float lower, Span<uint> hits)
    {
        var owners = Lane(-1);
        var nearest = Lane(float.PositiveInfinity);
        for (var i = 0; i < _bodies.Length; i++)
        {
            hits[i] = 0;
            var frame = _frames[i];
            if (right < frame.Left || left > frame.Right || lower < frame.Upper || upper > frame.Lower) continue;
            var travelled = _bodies[i].Meet(rays);
            hits[i] = Vector256.ExtractMostSignificantBits(Less(travelled, float.PositiveInfinity));
            if (hits[i] == 0) continue;
            var isNearer = Less(travelled, nearest);
            owners = Select(isNearer, Lane(i), owners);
            nearest = Select(isNearer, travelled, nearest);
        }
        return (owners, nearest);
    }

    private static (float Left, float Upper, float Right, float Lower) Frame(Body body, Camera camera)
    {
        var radius = body.Solid.Reach * body.Scale;
        var (across, down, depth) = camera.Project(body.Centre);
        var half = Camera.HalfSide(radius, depth);
        return (across - half, down - half, across + half, down + half);
    }
}
