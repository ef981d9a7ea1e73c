using static Sgraf.Training.Scenes.Captions.Relation;

namespace Sgraf.Training.Scenes.Captions;

/// <summary>Sentences on how objects lie to one another. Each yields null where the scene has nothing of the kind.</summary>
internal static class RelationCaptions
{
    // The more telling a relation, the larger its weight.
    private static readonly (Relation Relation, int Weight)[] Places =
        [(OnTopOf, 12), (Above, 8), (Below, 6), (NextTo, 5), (InFrontOf, 5), (Behind, 6), (LeftOf, 3), (RightOf, 3)];

    /// <summary>"A red ball behind a striped cube"; "There is a red ball behind a striped cube".</summary>
    public static string? Pair(CaptionDraft draft)
    {
        if (PickPlace(draft) is not var (relation, subject, reference)) return null;
        var start = draft.Random.PickWeighted(("", 6), ("there is ", 2), ("a picture of ", 1), ("I see ", 1));
        return $"{start}{draft.Mention(subject)}{Joined(draft, relation, subject, reference)}{draft.Scenery(0.12)}";
    }

    /// <summary>"A red ball stands behind a striped cube".</summary>
    public static string? Sentence(CaptionDraft draft)
    {
        if (PickPlace(draft) is not var (relation, subject, reference)) return null;
        var verb = draft.Facts.Objects[subject].Floats
            ? draft.Random.PickWeighted(("is", 1), ("floats", 3), ("hovers", 2), ("hangs", 1))
            : draft.Random.PickWeighted(("is", 5), ("stands", 2), ("sits", 2), ("rests", 1));
        return $"{draft.Mention(subject)} {verb}{Joined(draft, relation, subject, reference)}";
    }

    /// <summary>"A red ball behind a striped cube and left of a star".</summary>
    public static string? Twice(CaptionDraft draft)
    {
        if (PickPlace(draft) is not var (relation, subject, reference)) return null;
        if (PickPlace(draft, subject) is not var (other, _, second) || second == reference || other == relation) return null;
        var start = $"{draft.Mention(subject)}{Joined(draft, relation, subject, reference)}";
        return $"{start} and{Joined(draft, other, subject, second)}";
    }

    /// <summary>"A red ball behind a cube, and a blue star next to a cone".</summary>
    public static string? TwoPairs(CaptionDraft draft)
    {
        if (PickPlace(draft) is not var (relation, subject, reference)) return null;
        if (PickPlace(draft) is not var (other, third, fourth)) return null;
        if (third == subject || third == reference || fourth == subject || fourth == reference) return null;
        var start = $"{draft.Mention(subject)}{Joined(draft, relation, subject, reference)}";
        return $"{start}, {draft.Random.Pick("and ", "")}{draft.Mention(third)}{Joined(draft, other, third, fourth)}";
    }

    /// <summary>"A red ball between a cube and a cone".</summary>
    public static string? Between(CaptionDraft draft)
    {
        var triples = Triples(draft.Facts).Where(triple => draft.Facts.IsBetween(triple.Item, triple.First, triple.Second)).ToList();
        if (triples.Count == 0) return null;
        var (item, first, second) = draft.Random.PickFrom(triples);
        var words = draft.Random.PickWeighted(("between", 3), ("is between", 1), ("stands between", 1));
        var text = $"{draft.Mention(item)} {words} {draft.Mention(first, mayTrail: false)} and {draft.Mention(second)}";
        draft.ClaimBetween(item, first, second);
        return text;
    }

    /// <summary>"A blue cube with a red star on top"; "A blue cube carries a red star".</summary>
    public static string? Stack(CaptionDraft draft)
    {
        var stacked = draft.Facts.Items.Where(item => draft.Facts.Objects[item].Support is not null).ToList();
        if (stacked.Count == 0) return null;
        var item = draft.Random.PickFrom(stacked);
        var support = draft.Facts.Objects[item].Support!.Value;
        var (lower, upper) = (draft.Mention(support, mayTrail: false), draft.Mention(item, mayTrail: false));
        draft.Relate(OnTopOf, item, support);
        return draft.Random.PickWeighted(
            ($"{lower} with {upper} on top", 2), ($"{lower} with {upper} on top of it", 1), ($"{lower} carries {upper}", 1));
    }

    /// <summary>"A red ball that is bigger than a green cube".</summary>
    public static string? Comparison(CaptionDraft draft)
    {
        var (subject, reference) = TwoOf(draft);
        var relation = draft.Random.Pick(LargerThan, SmallerThan);
        if (!draft.Facts.Holds(relation, subject, reference)) return null;
        return $"{Sizeless(draft, subject)} that is{Joined(draft, relation, subject, reference, Sizeless)}";

        static string Sizeless(CaptionDraft draft, int item)
        {
            var description = new Description(draft.Facts.Objects[item].Shape, draft.Facts.Objects[item].Colour);
            draft.Keep(item, description);
            return NounPhrases.One(description, draft.Random);
        }
    }

    private static string Joined(
        CaptionDraft draft, Relation relation, int subject, int reference, Func<CaptionDraft, int, string>? mention = null)
    {
        var other = mention is null ? draft.Mention(reference) : mention(draft, reference);
        return $" {draft.Relate(relation, subject, reference)} {other}";
    }

    /// <summary>A relation of place that holds, of the given object or of any.</summary>
    private static (Relation Relation, int Subject, int Reference)? PickPlace(CaptionDraft draft, int? of = null)
    {
        var items = draft.Facts.Items;
        var holding = from place in Places from subject in items from reference in items
                      where subject != reference && subject == (of ?? subject) && draft.Facts.Holds(place.Relation, subject, reference)
                      select ((place.Relation, subject, reference), place.Weight);
        var choices = holding.ToArray();
        return choices.Length == 0 ? null : draft.Random.PickWeighted(choices);
    }

    private static (int First, int Second) TwoOf(CaptionDraft draft)
    {
        var first = draft.Random.Below(draft.Facts.Objects.Count);
        var second = draft.Random.Below(draft.Facts.Objects.Count - 1);
        return (first, second < first ? second : second + 1);
    }

    private static IEnumerable<(int Item, int First, int Second)> Triples(SceneFacts facts)
    {
        var items = facts.Items;
        return from item in items from first in items from second in items
               where item != first && item != second && first < second
               select (item, first, second);
    }
}
