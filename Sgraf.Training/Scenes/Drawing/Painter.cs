using System.Runtime.Intrinsics;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>Draws a scene: one ray through the middle of each pixel, and eight more where neighbours differ.</summary>
internal sealed class Painter
{
    // Eight places in a pixel, no two in the same row or column of an 8 x 8 grid, in fractions of a pixel from its middle.
    private static readonly Lanes AcrossInPixel = (Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) - Vector256.Create(3.5f)) * 0.125f;
    private static readonly Lanes DownInPixel = (Vector256.Create(4f, 1, 6, 3, 0, 7, 2, 5) - Vector256.Create(3.5f)) * 0.125f;
    private static readonly Lanes Ascending = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);

    private readonly Scene _scene;
    private readonly Stage _stage;
    private readonly Painting _painting;
    private readonly float _pixel;
    private readonly uint[] _hits;

    private Painter(Scene scene, int size)
    {
        _scene = scene;
        _stage = new Stage(scene.Objects, scene.Camera);
        _painting = new Painting(size, scene.Objects.Count);
        _pixel = 2f / size;
        _hits = new uint[scene.Objects.Count];
    }

    /// <summary>The finished picture.</summary>
    /// <param name="scene">What to draw.</param>
    /// <param name="size">Width and height, in pixels.</param>
    public static Painting Paint(Scene scene, int size)
    {
        var painter = new Painter(scene, size);
        painter.Draft(withColours: true);
        painter.Refine();
        return painter._painting;
    }

    /// <summary>Only which object is seen where, without colours.</summary>
    public static Painting Outline(Scene scene, int size)
    {
        var painter = new Painter(scene, size);
        painter.Draft(withColours: false);
        return painter._painting;
    }

    private void Draft(bool withColours)
    {
        for (var row = 0; row < _painting.Size; row++)
            for (var column = 0; column < _painting.Size; column += Lanes.Count)
            {
                var (left, down) = ((column + 0.5f) * _pixel - 1, (row + 0.5f) * _pixel - 1);
                var rays = _scene.Camera.Through(Ascending * _pixel + left, Lane(down));
                var (owners, travelled) = _stage.Meet(rays, left, down, left + 7 * _pixel, down, _hits);
                _painting.Own(row, column, owners, _hits);
                if (withColours) _painting.Colour(row, column, Develop(See(rays, owners, travelled)));
            }
    }

    private void Refine()
    {
        foreach (var (row, column) in _painting.Steps())
        {
            var (middle, down) = ((column + 0.5f) * _pixel - 1, (row + 0.5f) * _pixel - 1);
            var rays = _scene.Camera.Through(AcrossInPixel * _pixel + middle, DownInPixel * _pixel + down);
            var half = 0.5f * _pixel;
            var (owners, travelled) = _stage.Meet(rays, middle - half, down - half, middle + half, down + half, _hits);
            _painting.Replace(row, column, Develop(See(rays, owners, travelled)));
        }
    }

    /// <summary>The light along each ray.</summary>
    private LaneVector See(Rays rays, Lanes owners, Lanes travelled)
    {
        var isBackdrop = Less(owners, 0f);
        var points = default(SurfacePoints);
        if (Any(isBackdrop)) (points, _) = _scene.Backdrop.Meet(rays, _pixel * Camera.HalfField);
        for (var i = 0; i < _hits.Length; i++)
        {
            if (_hits[i] == 0) continue;
            var mask = Vector256.Equals(owners, Lane(i));
            if (!Any(mask)) continue;
            points = SurfacePoints.Select(mask, OnObject(i, rays.At(travelled), travelled), points);
        }
        return _scene.Lighting.Shine(points, rays.Directions, _stage.Bodies);
    }

    private SurfacePoints OnObject(int index, LaneVector positions, Lanes travelled)
    {
        var body = _stage.Bodies[index];
        var own = body.ToOwn(positions);
        var blur = travelled * (_pixel * Camera.HalfField / body.Scale);
        var colours = _scene.Objects[index].Coat.Colours(body.Solid, own, blur);
        return new SurfacePoints(positions, body.Normal(own), colours, Lanes.One, Lanes.Zero);
    }

    /// <summary>Light as a display shows it, in [0, 255]: strong light fades softly into white.</summary>
    private static LaneVector Develop(LaneVector light) => new(Develop(light.X), Develop(light.Y), Develop(light.Z));

    private static Lanes Develop(Lanes light)
    {
        const float Shoulder = 0.6f;
        var over = Max(light - Shoulder, Lanes.Zero) * (1 / (1 - Shoulder));
        var soft = Min(light, Lane(Shoulder)) + over / (over + 1f) * (1 - Shoulder);
        return Sqrt(Max(soft, Lanes.Zero)) * 255f;
    }
}
