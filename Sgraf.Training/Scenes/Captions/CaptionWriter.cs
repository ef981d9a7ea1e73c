namespace Sgraf.Training.Scenes.Captions;

/// <summary>Writes the captions of a scene: different in length, words and in how much of the scene they tell; all true.</summary>
internal static class CaptionWriter
{
    /// <summary>Captions of a picture.</summary>
    public const int Count = 5;

    private const int FewestWords = 4;
    private const int MostWords = 20;
    private const int ManyTries = 100;

    private delegate string? Kind(CaptionDraft draft);

    private static readonly (Kind, int)[] Relations =
        [(RelationCaptions.Pair, 5), (RelationCaptions.Sentence, 4), (RelationCaptions.Stack, 6), (RelationCaptions.Between, 6)];

    private static readonly (Kind, int)[] Groups =
        [(RelationCaptions.Twice, 3), (RelationCaptions.TwoPairs, 3), (ListCaptions.Some, 3), (ListCaptions.All, 2)];

    private static readonly (Kind, int)[] Places =
    [
        (PlaceCaptions.BothSides, 6), (PlaceCaptions.Depths, 6), (PlaceCaptions.OneSpot, 1), (RelationCaptions.Pair, 1),
        (RelationCaptions.Comparison, 1),
    ];

    private static readonly (Kind, int)[] Lists = [(ListCaptions.Some, 4), (ListCaptions.All, 2), (ListCaptions.WithGroup, 5)];

    private static readonly (Kind, int)[] Overviews =
    [
        (OverviewCaptions.Total, 3), (OverviewCaptions.Only, 4), (OverviewCaptions.Share, 4), (OverviewCaptions.Colours, 1),
        (ListCaptions.WithGroup, 3),
    ];

    /// <returns>Five different captions, in no particular order.</returns>
    public static IReadOnlyList<Caption> Write(Scene scene, SceneRandom random)
    {
        var facts = new SceneFacts(scene);
        List<Caption> captions = [];
        foreach (var kinds in new[] { Relations, Groups, Places, Lists, Overviews }) captions.Add(Write(facts, kinds, captions, random));
        random.Shuffle(captions);
        return captions;
    }

    private static Caption Write(SceneFacts facts, (Kind, int)[] kinds, List<Caption> others, SceneRandom random)
    {
        for (var tries = 0; ; tries++)
        {
            var draft = new CaptionDraft(facts, random);
            var kind = tries < ManyTries ? random.PickWeighted(kinds) : ListCaptions.Some;    // a list can be made of any scene
            if (kind(draft) is not { } text || draft.Finish(text) is not { } caption) continue;
            var words = caption.Text.Count(letter => letter == ' ') + 1;
            if (words is >= FewestWords and <= MostWords && others.TrueForAll(other => other.Text != caption.Text)) return caption;
        }
    }
}
