namespace Sgraf.Training.Scenes.Captions;

/// <summary>A caption in the making: hands out words for objects and keeps account of what they mean.</summary>
internal sealed class CaptionDraft(SceneFacts facts, SceneRandom random)
{
    private readonly List<int> _items = [];
    private readonly List<Description> _mentions = [];
    private readonly List<Claim> _claims = [];

    public SceneFacts Facts => facts;

    public SceneRandom Random => random;

    /// <summary>Whether each mention fits its own object alone among the mentioned ones: no "a ball and a red ball".</summary>
    public bool IsClear => _mentions.Index().All(mention =>
        _items.Index().All(item => item.Index == mention.Index || !mention.Item.Fits(facts.Objects[item.Item])));

    /// <summary>Speaks of an object for the first time.</summary>
    /// <param name="item">Index of the object.</param>
    /// <param name="mayTrail">Whether words may follow the noun.</param>
    /// <param name="always">Properties that are to be named.</param>
    /// <returns>For example "a small red ball".</returns>
    public string Mention(int item, bool mayTrail = true, Description always = default)
    {
        var description = Describe(facts.Objects[item], always);
        Keep(item, description);
        return NounPhrases.One(description, random, mayTrail);
    }

    /// <summary>Keeps account of words about an object that were found elsewhere.</summary>
    public void Keep(int item, Description description)
    {
        _items.Add(item);
        _mentions.Add(description);
    }

    public void Claim(Claim claim) => _claims.Add(claim);

    /// <summary>Claims a relation of two objects spoken of.</summary>
    /// <returns>Its words.</returns>
    public string Relate(Relation relation, int subject, int reference)
    {
        Claim(new Claim.Relates(relation, _items.IndexOf(subject), _items.IndexOf(reference)));
        return Lexicon.Word(relation, random);
    }

    public void ClaimBetween(int subject, int first, int second) =>
        Claim(new Claim.LiesBetween(_items.IndexOf(subject), _items.IndexOf(first), _items.IndexOf(second)));

    public void ClaimSpot(Spot spot, int subject) => Claim(new Claim.LiesAt(spot, _items.IndexOf(subject)));

    /// <summary>Where all this is: words of the floor or of the wall, with a space before them; at times none.</summary>
    /// <param name="chance">How likely it is that anything is said.</param>
    /// <param name="isAllOfScene">Whether the sentence speaks of all objects, not of the mentioned ones alone.</param>
    public string Scenery(double chance, bool isAllOfScene = false)
    {
        if (!random.Chance(chance)) return "";
        var floats = isAllOfScene ? facts.Objects.Any(item => item.Floats) : _items.Exists(item => facts.Objects[item].Floats);
        var backdrop = facts.Scene.Backdrop;
        var (saysFloor, saysWall) = floats ? (false, true) : random.PickWeighted(((true, false), 4), ((false, true), 2), ((true, true), 1));
        if (saysFloor) Claim(new Claim.ShowsFloor(backdrop.Floor));
        if (saysWall) Claim(new Claim.ShowsWall(backdrop.Wall));
        var floor = saysFloor ? $" {Lexicon.Phrase(backdrop.Floor, random)}" : "";
        return floor + (saysWall ? $" {Lexicon.Phrase(backdrop.Wall, random)}" : "");
    }

    /// <summary>The caption, if it is clear.</summary>
    public Caption? Finish(string text) => IsClear ? new Caption(Sentence(text), [.. _mentions], [.. _claims]) : null;

    private Description Describe(SceneObject item, Description always)
    {
        while (true)
        {
            var description = new Description(
                always.Shape ?? Maybe(item.Shape, 0.9),
                always.Colour ?? Maybe(item.Colour, 0.87),
                always.Size ?? Maybe(item.Size, item.Size == Size.Medium ? 0.3 : 0.5),
                always.Surface ?? Maybe(item.Surface, item.Surface == Surface.Plain ? 0.08 : 0.75));
            if (description.Detail >= 2) return description;
        }
    }

    private T? Maybe<T>(T value, double chance) where T : struct => random.Chance(chance) ? value : null;

    private string Sentence(string text)
    {
        var starts = random.Chance(0.88) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
        return random.Chance(0.7) ? starts + "." : starts;
    }
}
