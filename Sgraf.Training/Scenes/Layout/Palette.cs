using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes.Layout;

/// <summary>The shade of each colour, a little different every time.</summary>
internal static class Palette
{
    // In the order of the enumeration.
    private static readonly Triple[] Colours =
    [
        Triple.Colour(0xD62F3A), Triple.Colour(0xF28322), Triple.Colour(0xF7CE34), Triple.Colour(0x39A156), Triple.Colour(0x2E6BD1),
        Triple.Colour(0x7E4DB8), Triple.Colour(0xF294BE), Triple.Colour(0xF4F2EE), Triple.Colour(0x2A2B31),
    ];

    private static readonly Triple Cream = Triple.Colour(0xFAF6EC);
    private static readonly Triple Slate = Triple.Colour(0x93A0AE);
    private static readonly Triple Silver = Triple.Colour(0xD5D8DC);

    public static Triple Draw(Colour colour, SceneRandom random)
    {
        var tint = new Triple(random.Between(0.93f, 1.07f), random.Between(0.93f, 1.07f), random.Between(0.93f, 1.07f));
        return Colours[(int)colour] * tint * random.Between(0.92f, 1.05f);
    }

    /// <summary>The colour of stripes and dots.</summary>
    public static Triple Accent(Colour colour) => colour switch
    {
        Colour.White => Slate,
        Colour.Black => Silver,
        _ => Cream,
    };
}
