using Sgraf.Training.Scenes.Drawing;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>A floor and, behind it, a wall or the open sky.</summary>
/// <param name="Floor">What is underfoot; its name in captions.</param>
/// <param name="Wall">What is behind; its name in captions.</param>
/// <param name="FloorPaint">How the floor looks.</param>
/// <param name="WallPaint">How the wall looks.</param>
internal sealed record Backdrop(Floor Floor, Wall Wall, Paint FloorPaint, Paint WallPaint)
{
    private const float WallDepth = 6.5f;
    private const float SkirtingHeight = 0.34f;
    private static readonly Triple Skirting = Triple.Colour(0xF3F1EC);

    /// <summary>Whether there is a sky instead of a wall.</summary>
    public bool IsOutdoors => Wall is Wall.BlueSky or Wall.Sunset;

    /// <summary>What rays meet when nothing stands in their way, and how far they travel to it.</summary>
    /// <param name="rays">Rays of the camera.</param>
    /// <param name="pixel">Width of a pixel at a way of 1.</param>
    public (SurfacePoints Points, Lanes Travelled) Meet(Rays rays, float pixel)
    {
        var toWall = (WallDepth - rays.Origins.Z) / rays.Directions.Z;
        var meetsWall = Less(-rays.Origins.Y, rays.Directions.Y * toWall);
        var travelled = LaneMath.Select(meetsWall, toWall, -rays.Origins.Y / rays.Directions.Y);
        var positions = rays.At(travelled);
        var blur = travelled * pixel;
        if (!Any(meetsWall)) return (OnFloor(positions, blur), travelled);
        var wall = OnWall(positions, blur);
        return (Any(~meetsWall) ? SurfacePoints.Select(meetsWall, wall, OnFloor(positions, blur)) : wall, travelled);
    }

    private SurfacePoints OnFloor(LaneVector positions, Lanes blur) => new(
        positions, new LaneVector(new Triple(0, 1, 0)), FloorPaint.Colours(positions.X, positions.Z, blur), Lanes.Zero, Lanes.Zero);

    private SurfacePoints OnWall(LaneVector positions, Lanes blur)
    {
        var colours = WallPaint.Colours(positions.X, positions.Y, blur);
        if (!IsOutdoors)
        {
            var edge = Abs(positions.Y - SkirtingHeight);
            var shade = Step(Lanes.Zero, blur + 0.03f, edge) * 0.25f + 0.75f;
            colours = LaneVector.Select(Less(positions.Y, SkirtingHeight), new LaneVector(Skirting), colours) * shade;
        }
        return new SurfacePoints(positions, new LaneVector(new Triple(0, 0, -1)), colours, Lanes.Zero, Lane(IsOutdoors ? 1 : 0.8f));
    }
}
