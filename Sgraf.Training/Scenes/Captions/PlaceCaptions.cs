namespace Sgraf.Training.Scenes.Captions;

/// <summary>Sentences on where in the picture something is. Each yields null where the scene has nothing of the kind.</summary>
internal static class PlaceCaptions
{
    /// <summary>"On the left there is a red ball, and on the right a blue cube".</summary>
    public static string? BothSides(CaptionDraft draft)
    {
        if (Pick(draft, Spot.Left) is not { } left || Pick(draft, Spot.Right) is not { } right) return null;
        var (first, second) = (draft.Mention(left), draft.Mention(right));
        draft.ClaimSpot(Spot.Left, left);
        draft.ClaimSpot(Spot.Right, right);
        return draft.Random.Pick(
            $"on the left there is {first}, and on the right {second}",
            $"{first} on the left and {second} on the right",
            $"{first} on the left, {second} on the right",
            $"to the left {first}, to the right {second}");
    }

    /// <summary>"A red ball in the foreground and a blue cube in the background".</summary>
    public static string? Depths(CaptionDraft draft)
    {
        if (Pick(draft, Spot.Front) is not { } front || Pick(draft, Spot.Back) is not { } back) return null;
        var (first, second) = (draft.Mention(front), draft.Mention(back));
        draft.ClaimSpot(Spot.Front, front);
        draft.ClaimSpot(Spot.Back, back);
        return draft.Random.Pick(
            $"{first} in the foreground and {second} in the background",
            $"in front there is {first}, and {second} at the back",
            $"in the foreground {first}, in the background {second}");
    }

    /// <summary>"There is a red ball on the left side of the picture".</summary>
    public static string? OneSpot(CaptionDraft draft)
    {
        var spot = draft.Random.Pick(Enum.GetValues<Spot>());
        if (Pick(draft, spot) is not { } item) return null;
        var (start, words) = (draft.Random.Pick("", "there is "), draft.Random.Pick(Words(spot)));
        var text = $"{start}{draft.Mention(item)} {words}";
        draft.ClaimSpot(spot, item);
        return text;
    }

    private static string[] Words(Spot spot) => spot switch
    {
        Spot.Left => ["on the left", "on the left side", "at the left of the picture"],
        Spot.Right => ["on the right", "on the right side", "at the right of the picture"],
        Spot.Middle => ["in the middle", "in the middle of the picture", "in the center"],
        Spot.Front => ["in front of everything else", "in the foreground"],
        Spot.Back => ["in the background", "at the back", "behind everything else"],
        _ => ["floating in the air", "hanging in the air", "above the ground"],
    };

    private static int? Pick(CaptionDraft draft, Spot spot)
    {
        var items = draft.Facts.Items.Where(item => draft.Facts.Holds(spot, item)).ToList();
        return items.Count == 0 ? null : draft.Random.PickFrom(items);
    }
}
