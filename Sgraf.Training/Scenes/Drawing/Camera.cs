using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>Looks at the scene from the front and above, from afar, so that sizes change little with depth.</summary>
internal sealed class Camera
{
    private const float Distance = 16f;
    public const float HalfField = 0.16f;
    private static readonly Triple Target = new(0, 0.72f, 0.1f);

    private readonly Triple _forward;
    private readonly Triple _up;

    /// <param name="slope">How far the camera looks down over a way of 1.</param>
    public Camera(float slope)
    {
        _forward = Triple.Normalize(new Triple(0, -slope, 1));
        _up = new Triple(0, _forward.Z, -_forward.Y);
        Position = Target - _forward * Distance;
    }

    public Triple Position { get; }

    /// <summary>Rays through places of the picture.</summary>
    /// <param name="across">From -1 at the left edge to 1 at the right.</param>
    /// <param name="down">From -1 at the upper edge to 1 at the lower.</param>
    public Rays Through(Lanes across, Lanes down)
    {
        var right = new LaneVector(across * HalfField, Lanes.Zero, Lanes.Zero);
        var up = new LaneVector(_up) * (down * -HalfField);
        return new Rays(new LaneVector(Position), LaneVector.Normalize(new LaneVector(_forward) + right + up));
    }

    /// <summary>Where a point appears, in the same coordinates, and its depth along the line of sight.</summary>
    public (float Across, float Down, float Depth) Project(Triple point)
    {
        var offset = point - Position;
        var depth = Triple.Dot(offset, _forward);
        return (offset.X / (depth * HalfField), -Triple.Dot(offset, _up) / (depth * HalfField), depth);
    }

    /// <summary>Half the side of a square that surely holds the picture of a ball.</summary>
    public static float HalfSide(float radius, float depth) => radius * 1.03f / ((depth - radius) * HalfField);
}
