namespace Sgraf.Training.Scenes.Captions;

/// <summary>Sentences on the scene as a whole. Each yields null where the scene has nothing of the kind.</summary>
internal static class OverviewCaptions
{
    private static Description Anything => default;

    /// <summary>"Five objects on the grass under a blue sky, one of them a striped star".</summary>
    public static string? Total(CaptionDraft draft)
    {
        var count = draft.Facts.Objects.Count;
        var isExact = count == 2 || draft.Random.Chance(0.7);
        draft.Claim(isExact ? new Claim.Counts(Anything, count) : new Claim.CountsAtLeast(Anything, 3));
        var number = isExact ? Lexicon.Number(count) : draft.Random.Pick("several", "some", "a few");
        var text = $"{number} {NounPhrases.Many(Anything, draft.Random)}{draft.Scenery(1, isAllOfScene: true)}";
        if (draft.Random.Chance(0.15)) return text;
        return $"{text}, {draft.Random.Pick("one of them", "among them", "including")} {draft.Mention(draft.Random.Below(count))}";
    }

    /// <summary>"The only striped object is a small heart".</summary>
    public static string? Only(CaptionDraft draft)
    {
        var item = draft.Random.Below(draft.Facts.Objects.Count);
        var property = Property(draft, item);
        if (draft.Facts.Objects.Count(property.Fits) != 1) return null;
        draft.Claim(new Claim.Counts(property, 1));
        var phrase = NounPhrases.One(property, draft.Random, mayTrail: false).Split(' ', 2)[1];
        return $"the only {phrase} is {Rest(draft, item, property)}{(draft.Random.Chance(0.3) ? " " + Beside(draft, item) : "")}".TrimEnd();
    }

    /// <summary>"Two of the five objects are striped and one of them is a red ball"; "All three toys are small and ...".</summary>
    public static string? Share(CaptionDraft draft)
    {
        var item = draft.Random.Below(draft.Facts.Objects.Count);
        var property = Property(draft, item);
        var (count, total) = (draft.Facts.Objects.Count(property.Fits), draft.Facts.Objects.Count);
        if (count == 1 || property.Shape is not null) return null;
        draft.Claim(new Claim.Counts(property, count));
        draft.Claim(new Claim.Counts(Anything, total));
        var many = NounPhrases.Many(Anything, draft.Random);
        var all = total == 2 ? "both" : $"all {Lexicon.Number(total)}";
        var start = count < total ? $"{Lexicon.Number(count)} of the {Lexicon.Number(total)}" : all;
        return $"{start} {many} are {Adjective(property, draft.Random)} and one of them is {draft.Mention(item)}";
    }

    /// <summary>"Things in red, blue and black".</summary>
    public static string? Colours(CaptionDraft draft)
    {
        var items = draft.Facts.Items.DistinctBy(item => draft.Facts.Objects[item].Colour).ToList();
        if (items.Count < 2 || items.Count > 4) return null;
        draft.Claim(new Claim.CountsAtLeast(Anything, items.Count));
        foreach (var item in items) draft.Keep(item, new Description(Colour: draft.Facts.Objects[item].Colour));
        var words = items.Select(item => Lexicon.Word(draft.Facts.Objects[item].Colour, draft.Random)).ToList();
        return $"{NounPhrases.Many(Anything, draft.Random)} in {NounPhrases.List(words)}{draft.Scenery(0.8, isAllOfScene: true)}";
    }

    private static Description Property(CaptionDraft draft, int item)
    {
        var like = draft.Facts.Objects[item];
        return draft.Random.PickWeighted(
            (new Description(Shape: like.Shape), 2),
            (new Description(Colour: like.Colour), 3),
            (new Description(Size: like.Size), 2),
            (new Description(Surface: like.Surface), like.Surface == Surface.Plain ? 1 : 4));
    }

    /// <summary>The object in words that do not repeat the property.</summary>
    private static string Rest(CaptionDraft draft, int item, Description property)
    {
        var like = draft.Facts.Objects[item];
        var rest = property.Shape is not null
            ? new Description(Colour: like.Colour, Surface: like.Surface == Surface.Plain ? null : like.Surface)
            : new Description(
                Shape: like.Shape,
                Colour: property.Colour is null ? like.Colour : null,
                Size: property.Size is null && draft.Random.Chance(0.5) ? like.Size : null);
        draft.Keep(item, new Description(
            rest.Shape ?? property.Shape, rest.Colour ?? property.Colour, rest.Size ?? property.Size, rest.Surface ?? property.Surface));
        if (property.Shape is null) return NounPhrases.One(rest, draft.Random);
        var colour = Lexicon.Word(like.Colour, draft.Random);
        return rest.Surface is { } surface ? $"{colour} and {Lexicon.Word(surface, draft.Random)}" : colour;
    }

    private static string Beside(CaptionDraft draft, int item)
    {
        var others = draft.Facts.Items.Where(other => draft.Facts.Holds(Relation.NextTo, item, other)).ToList();
        if (others.Count == 0) return "";
        var other = draft.Random.PickFrom(others);
        var phrase = draft.Mention(other);
        return $"{draft.Relate(Relation.NextTo, item, other)} {phrase}";
    }

    private static string Adjective(Description property, SceneRandom random) =>
        property.Colour is { } colour ? Lexicon.Word(colour, random)
        : property.Size is { } size ? Lexicon.Word(size, random)
        : Lexicon.Word(property.Surface!.Value, random);
}
