namespace Sgraf.Training.Scenes.Captions;

/// <summary>Puts descriptions into words: "a small red ball", "two cubes with white stripes".</summary>
internal static class NounPhrases
{
    /// <summary>An object with its article.</summary>
    /// <param name="description">What is said of it.</param>
    /// <param name="random">Chooses among synonyms.</param>
    /// <param name="mayTrail">Whether words may follow the noun.</param>
    public static string One(Description description, SceneRandom random, bool mayTrail = true)
    {
        var (before, after) = Modifiers(description, random, mayTrail);
        var phrase = $"{before}{Lexicon.Noun(description.Shape, random).One}{after}";
        return $"{Article(phrase)} {phrase}";
    }

    /// <summary>Several objects, without article or number.</summary>
    public static string Many(Description description, SceneRandom random, bool mayTrail = true)
    {
        var (before, after) = Modifiers(description, random, mayTrail);
        return $"{before}{Lexicon.Noun(description.Shape, random).Many}{after}";
    }

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> phrases, string conjunction = "and") =>
        phrases.Count == 1 ? phrases[0] : $"{string.Join(", ", phrases.SkipLast(1))} {conjunction} {phrases[^1]}";

    public static string Article(string phrase) => phrase[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";

    private static (string Before, string After) Modifiers(Description description, SceneRandom random, bool mayTrail)
    {
        var trails = mayTrail && description.Surface is Surface.Striped or Surface.Dotted && random.Chance(0.3);
        List<string> words = [];
        if (description.Surface is { } surface && !trails) words.Add(Lexicon.Word(surface, random));
        if (description.Colour is { } colour) words.Add(Lexicon.Word(colour, random));
        if (random.Chance(0.25)) words.Reverse();
        if (description.Size is { } size) words.Insert(0, Lexicon.Word(size, random));
        return (string.Concat(words.Select(word => $"{word} ")), trails ? Trail(description, random) : "");
    }

    private static string Trail(Description description, SceneRandom random)
    {
        var pattern = description.Surface == Surface.Striped ? "stripes" : random.Pick("dots", "spots");
        var isWhite = description.Colour is not (null or Colour.White or Colour.Black);
        return isWhite && random.Chance(0.6) ? $" with white {pattern}" : $" with {pattern}";
    }
}
