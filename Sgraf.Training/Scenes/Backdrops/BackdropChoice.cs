using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes.Backdrops;

/// <summary>Draws a backdrop whose colours go well together and leave the objects the stronger ones.</summary>
internal static class BackdropChoice
{
    public static Backdrop Draw(SceneRandom random)
    {
        var wall = random.PickWeighted((Wall.Plain, 5), (Wall.Striped, 3), (Wall.Brick, 3), (Wall.BlueSky, 5), (Wall.Sunset, 3));
        var floor = wall is Wall.BlueSky or Wall.Sunset
            ? random.PickWeighted((Floor.Grass, 3), (Floor.Sand, 3), (Floor.Snow, 2))
            : random.PickWeighted((Floor.Wood, 4), (Floor.Checkers, 3), (Floor.Carpet, 3), (Floor.Plain, 2));
        return new Backdrop(floor, wall, FloorPaint(floor, random), WallPaint(wall, floor, random));
    }

    private static Paint FloorPaint(Floor floor, SceneRandom random)
    {
        var shift = random.Between(0, 100);
        return floor switch
        {
            Floor.Wood => random.Pick(
                new Boards(Colour(0xD9B07C), Colour(0xB5854F), shift),
                new Boards(Colour(0xA87C57), Colour(0x80573A), shift),
                new Boards(Colour(0xE6D2B3), Colour(0xCDB28B), shift),
                new Boards(Colour(0xC2B5A3), Colour(0x9E9182), shift)),
            Floor.Checkers => random.Pick(
                new Checkers(Colour(0xEFEAE2), Colour(0xA9B8C2), shift),
                new Checkers(Colour(0xF3E8D6), Colour(0xD0A183), shift),
                new Checkers(Colour(0xECEFEA), Colour(0xA5BBA8), shift)),
            Floor.Carpet => new Carpet(random.Pick(
                Colour(0x9DB0BE), Colour(0xB3BFA4), Colour(0xD3B0AA), Colour(0xCDBFA8), Colour(0xB3ABC6)), shift),
            Floor.Plain => new Smooth(random.Pick(
                Colour(0xD8D4CD), Colour(0xB9CFCF), Colour(0xE9DDC9), Colour(0xCFC8DC), Colour(0xC7D3DE)), shift),
            Floor.Grass => random.Pick(
                new Grass(Colour(0x9CBF5E), Colour(0x5E8A3E), shift), new Grass(Colour(0xA9BE63), Colour(0x71914A), shift)),
            Floor.Sand => random.Pick(
                new Sand(Colour(0xEBD7B0), Colour(0xD3B684), shift), new Sand(Colour(0xE6CBA8), Colour(0xC9A57C), shift)),
            _ => new Snow(Colour(0xFAFCFE), Colour(0xD3DFEA), shift),
        };
    }

    private static Paint WallPaint(Wall wall, Floor floor, SceneRandom random)
    {
        var shift = random.Between(0, 100);
        return wall switch
        {
            Wall.Plain => new Smooth(random.Pick(
                Colour(0xF1E7D6), Colour(0xCBDAE3), Colour(0xD3E3D6), Colour(0xEED8D0),
                Colour(0xDCDCDA), Colour(0xA9BAC6), Colour(0xD9D2E4)), shift),
            Wall.Striped => random.Pick(
                new Wallpaper(Colour(0xF4ECDD), Colour(0xE4D3BA), shift),
                new Wallpaper(Colour(0xE6EDF0), Colour(0xC4D5DE), shift),
                new Wallpaper(Colour(0xF5E6E1), Colour(0xE8CCC5), shift),
                new Wallpaper(Colour(0xE8EFE4), Colour(0xCBDBC7), shift)),
            Wall.Brick => random.Pick(
                new Bricks(Colour(0xC58468), Colour(0xA5644B), Colour(0xDCD2C4), shift),
                new Bricks(Colour(0xE9E4DC), Colour(0xD8D1C6), Colour(0xC2BAAE), shift),
                new Bricks(Colour(0xB9AC9E), Colour(0x998B7E), Colour(0xD9D3C9), shift)),
            Wall.BlueSky => new Sky(Colour(0xDCEBF3), Colour(0x7FB2DE), Colour(0xFFFFFF), Hills(floor), shift),
            _ => new Sky(Colour(0xFBD9A5), Colour(0xC58FA8), Colour(0xF6B08C), Triple.Mix(Hills(floor), Colour(0x8A6A80), 0.55f), shift),
        };
    }

    private static Triple Hills(Floor floor) => floor switch
    {
        Floor.Grass => Colour(0x7FA26B),
        Floor.Sand => Colour(0xCDB08A),
        _ => Colour(0xB7C8D6),
    };

    private static Triple Colour(int hex) => Triple.Colour(hex);
}
