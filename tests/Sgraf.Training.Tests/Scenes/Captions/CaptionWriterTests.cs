using System.Text.RegularExpressions;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Captions;

namespace Sgraf.Training.Tests.Scenes.Captions;

public sealed partial class CaptionWriterTests
{
    private static readonly List<SceneLabels> Pictures =
        [.. Enumerable.Range(0, 400).Select(index => SceneRenderer.Label(1, "dev", index, 64))];

    private static readonly List<Caption> All = [.. Pictures.SelectMany(picture => picture.Captions)];

    [Fact]
    public void Every_picture_has_five_different_captions() => Assert.All(Pictures, picture =>
    {
        Assert.Equal(CaptionWriter.Count, picture.Captions.Count);
        Assert.Distinct(picture.Captions.Select(caption => caption.Text));
    });

    [Fact]
    public void Every_caption_is_true_of_its_picture() => Assert.All(Pictures, picture =>
    {
        var truth = new CaptionTruth(picture.Scene);
        Assert.All(picture.Captions, caption => Assert.True(truth.Allows(caption), $"Untrue: {caption.Text}"));
    });

    [Fact]
    public void Most_captions_are_true_of_no_other_picture()
    {
        var truths = Pictures.Select(picture => new CaptionTruth(picture.Scene)).ToList();
        var captions = Pictures.Select((picture, i) => picture.Captions[i % CaptionWriter.Count]).ToList();
        Assert.InRange(captions.Count(caption => truths.Count(truth => truth.Allows(caption)) == 1), 0.7 * captions.Count, captions.Count);
    }

    [Fact]
    public void The_words_of_a_caption_say_what_it_means() => Assert.All(All, caption =>
        Assert.Equal(CaptionWords.Meant(caption), CaptionWords.Said(caption.Text)));

    [Fact]
    public void Captions_have_4_to_20_words_and_short_and_long_ones_occur()
    {
        var lengths = All.Select(caption => caption.Text.Split(' ').Length).ToList();
        Assert.All(lengths, length => Assert.InRange(length, 4, 20));
        Assert.Contains(lengths, length => length <= 6);
        Assert.Contains(lengths, length => length >= 18);
    }

    [Fact]
    public void Captions_speak_in_120_to_200_words()
    {
        var words = All.SelectMany(caption => Words().Matches(caption.Text.ToLowerInvariant())).Select(match => match.Value).Distinct();
        Assert.InRange(words.Count(), 120, 200);
    }

    [Fact]
    public void Every_kind_of_claim_occurs()
    {
        var claims = All.SelectMany(caption => caption.Claims).ToList();
        Assert.Equal(7, claims.Select(claim => claim.GetType()).Distinct().Count());
        Assert.Equal(Enum.GetValues<Relation>(), claims.OfType<Claim.Relates>().Select(claim => claim.Relation).Distinct().Order());
        Assert.Equal(Enum.GetValues<Spot>(), claims.OfType<Claim.LiesAt>().Select(claim => claim.Spot).Distinct().Order());
    }

    [Fact]
    public void Articles_fit_their_words() => Assert.All(All, caption => Assert.DoesNotMatch(WrongArticle(), caption.Text));

    [Fact]
    public void Numbers_above_one_have_nouns_in_the_plural() =>
        Assert.All(All, caption => Assert.DoesNotMatch(WrongNumber(), caption.Text));

    [Fact]
    public void Sentences_are_clean() => Assert.All(All, caption =>
    {
        Assert.DoesNotMatch(Untidy(), caption.Text);
        Assert.Matches(Form(), caption.Text);
    });

    [Fact]
    public void The_judge_of_truth_refuses_captions_of_other_pictures()
    {
        var truths = Pictures.Select(picture => new CaptionTruth(picture.Scene)).ToList();
        var foreign = Pictures.Select((picture, i) => truths[(i + 1) % truths.Count].Allows(picture.Captions[0])).Count(allowed => allowed);
        Assert.InRange(foreign, 0, Pictures.Count / 20);
    }

    [GeneratedRegex("[a-z-]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\b[Aa] [aeio]|\b[Aa]n [^aeio]")]
    private static partial Regex WrongArticle();

    [GeneratedRegex(
        @"\b(two|three|four|five|six|both|several|some|few) ((?!(a|an|and|of|the) )[a-z-]*[^s ] )*?"
        + @"(object|thing|shape|toy|cube|block|box|ball|sphere|cylinder|drum|cone|pyramid|ring|donut|star|heart|moon|crescent|cross|sign)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex WrongNumber();

    [GeneratedRegex(@"  |\s$|^\s| ,|,,| \.|\.\.")]
    private static partial Regex Untidy();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z ,-]*\.?$")]
    private static partial Regex Form();
}
