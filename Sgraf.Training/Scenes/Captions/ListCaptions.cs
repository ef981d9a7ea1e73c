namespace Sgraf.Training.Scenes.Captions;

/// <summary>Sentences that name things one after the other. Each yields null where the scene has nothing of the kind.</summary>
internal static class ListCaptions
{
    /// <summary>"A picture of a red ball, a striped cube and a small star on a rug".</summary>
    public static string? Some(CaptionDraft draft)
    {
        var items = Items(draft);
        var count = Math.Min(items.Count, draft.Random.PickWeighted((2, 2), (3, 4), (4, 1)));
        return Start(draft.Random) + Names(draft, items.Take(count)) + draft.Scenery(0.35);
    }

    /// <summary>"A red ball, a cube and a star": all that there is, in few words.</summary>
    public static string? All(CaptionDraft draft)
    {
        var items = Items(draft);
        if (items.Count > 5) return null;
        return Start(draft.Random) + Names(draft, items) + draft.Scenery(0.2);
    }

    /// <summary>"Two red balls and a green cone".</summary>
    public static string? WithGroup(CaptionDraft draft)
    {
        var items = Items(draft);
        if (Group(draft, items[0]) is not var (description, count)) return null;
        draft.Claim(new Claim.Counts(description, count));
        var number = count == 2 && draft.Random.Chance(0.2) ? "a pair of" : Lexicon.Number(count);
        List<string> phrases = [$"{number} {NounPhrases.Many(description, draft.Random)}"];
        var others = items.Where(item => !description.Fits(draft.Facts.Objects[item]));
        foreach (var other in others.Take(draft.Random.PickWeighted((0, 1), (1, 5), (2, 4)))) phrases.Add(draft.Mention(other));
        return Start(draft.Random) + NounPhrases.List(phrases) + draft.Scenery(0.25, isAllOfScene: true);
    }

    private static List<int> Items(CaptionDraft draft)
    {
        var items = draft.Facts.Items.ToList();
        draft.Random.Shuffle(items);
        return items;
    }

    private static string Names(CaptionDraft draft, IEnumerable<int> items) =>
        NounPhrases.List([.. items.Select(item => draft.Mention(item))], draft.Random.PickWeighted(("and", 9), ("as well as", 1)));

    /// <summary>A property or two that an object shares with others, and how many there are.</summary>
    private static (Description Description, int Number)? Group(CaptionDraft draft, int item)
    {
        var like = draft.Facts.Objects[item];
        var description = draft.Random.PickWeighted(
            (new Description(Shape: like.Shape), 4),
            (new Description(Shape: like.Shape, Colour: like.Colour), 4),
            (new Description(Colour: like.Colour), 3),
            (new Description(Colour: like.Colour, Size: like.Size), 2),
            (new Description(Shape: like.Shape, Size: like.Size), 2),
            (new Description(Surface: like.Surface == Surface.Plain ? null : like.Surface, Colour: like.Colour), 2));
        var number = draft.Facts.Objects.Count(description.Fits);
        return number > 1 ? (description, number) : null;
    }

    private static string Start(SceneRandom random) => random.PickWeighted(
        ("", 10), ("a picture of ", 1), ("an image with ", 1), ("this picture shows ", 1), ("the scene shows ", 1), ("you can see ", 1),
        ("I see ", 1));
}
