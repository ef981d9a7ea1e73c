using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Backdrops;

namespace Sgraf.Training.Detection;

/// <summary>What the detector can say of a region: "small striped red cube" of an object, "grass and blue sky" of the whole picture.</summary>
/// <remarks>The number of a label has the classes of the heads as its digits, the first head's before all others.</remarks>
internal static class DetectorLabels
{
    private static readonly string[] Floors = ["wooden floor", "checkered floor", "carpet", "smooth floor", "grass", "sand", "snow"];
    private static readonly string[] Walls = ["plain wall", "striped wall", "brick wall", "blue sky", "sunset"];

    /// <summary>What is asked of an object.</summary>
    public static IReadOnlyList<AttributeHead> ObjectHeads { get; } =
        [HeadOf<Size>("size"), HeadOf<Surface>("surface"), HeadOf<Colour>("colour"), HeadOf<Shape>("shape")];

    /// <summary>What is asked of the whole picture.</summary>
    public static IReadOnlyList<AttributeHead> SceneHeads { get; } = [HeadOf<Floor>("floor"), HeadOf<Wall>("wall")];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AttributeHead> Heads { get; } = [.. ObjectHeads, .. SceneHeads];

    /// <summary>Every label by number: those of objects, then those of whole pictures.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. from size in Enum.GetValues<Size>() from surface in Enum.GetValues<Surface>()
           from colour in Enum.GetValues<Colour>() from shape in Enum.GetValues<Shape>()
           select NameOf(size, surface, colour, shape),
        .. from floor in Floors from wall in Walls select $"{floor} and {wall}",
    ];

    /// <summary>The number of labels of objects, which come first.</summary>
    public static int ObjectCount { get; } = ObjectHeads.Aggregate(1, (count, head) => count * head.ClassCount);

    /// <summary>The class of each head in the number of a label.</summary>
    /// <param name="label">The number, from 0 in its own group.</param>
    /// <param name="heads">The heads of its group.</param>
    public static int[] Classes(long label, IReadOnlyList<AttributeHead> heads)
    {
        var classes = new int[heads.Count];
        for (var i = heads.Count - 1; i >= 0; i--) (label, classes[i]) = (label / heads[i].ClassCount, (int)(label % heads[i].ClassCount));
        return classes;
    }

    private static AttributeHead HeadOf<T>(string name) where T : struct, Enum => new(name, Enum.GetValues<T>().Length);

    /// <summary>What goes without saying is left out.</summary>
    private static string NameOf(Size size, Surface surface, Colour colour, Shape shape)
    {
        string?[] words = [size == Size.Medium ? null : $"{size}", surface == Surface.Plain ? null : $"{surface}", $"{colour}", $"{shape}"];
        return string.Join(' ', words.OfType<string>()).ToLowerInvariant();
    }
}
