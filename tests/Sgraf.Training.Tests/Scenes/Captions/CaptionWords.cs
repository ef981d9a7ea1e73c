using System.Text.RegularExpressions;
using Sgraf.Training.Scenes.Captions;

namespace Sgraf.Training.Tests.Scenes.Captions;

/// <summary>What a caption says of objects, once by its words and once by its meaning.</summary>
internal static partial class CaptionWords
{
    private static readonly Dictionary<string, string> Properties = new()
    {
        ["small"] = "small", ["little"] = "small", ["tiny"] = "small", ["medium-sized"] = "medium", ["mid-sized"] = "medium",
        ["large"] = "large", ["big"] = "large", ["huge"] = "large",
        ["plain"] = "plain", ["striped"] = "striped", ["stripes"] = "striped",
        ["dotted"] = "dotted", ["spotted"] = "dotted", ["polka-dot"] = "dotted", ["dots"] = "dotted", ["spots"] = "dotted",
        ["red"] = "red", ["orange"] = "orange", ["yellow"] = "yellow", ["green"] = "green", ["blue"] = "blue",
        ["purple"] = "purple", ["violet"] = "purple", ["pink"] = "pink", ["white"] = "white", ["black"] = "black",
        ["cube"] = "cube", ["block"] = "cube", ["box"] = "cube", ["ball"] = "ball", ["sphere"] = "ball",
        ["cylinder"] = "cylinder", ["drum"] = "cylinder",
        ["cone"] = "cone", ["pyramid"] = "pyramid", ["ring"] = "ring", ["donut"] = "ring", ["star"] = "star", ["heart"] = "heart",
        ["moon"] = "moon", ["crescent"] = "moon", ["cross"] = "cross", ["sign"] = "cross",
    };

    /// <summary>The properties of objects that the text names.</summary>
    public static IEnumerable<string> Said(string text)
    {
        var objects = Scenery().Replace(text.ToLowerInvariant(), " ").Replace("with white ", "with ", StringComparison.Ordinal);
        var words = objects.Split([' ', ',', '.']).SelectMany(word => new[] { word, Singular().Replace(word, "") });
        return words.Where(Properties.ContainsKey).Select(word => Properties[word]).Distinct().Order();
    }

    /// <summary>The properties of objects that the meaning names.</summary>
    public static IEnumerable<string> Meant(Caption caption)
    {
        var counted = caption.Claims.Select(claim => claim switch
        {
            Claim.Counts counts => counts.What,
            Claim.CountsAtLeast counts => counts.What,
            _ => default,
        });
        return caption.Mentions.Concat(counted).SelectMany(Names).Distinct().Order();
    }

    private static IEnumerable<string> Names(Description description)
    {
        string?[] names = [$"{description.Shape}", $"{description.Colour}", $"{description.Size}", $"{description.Surface}"];
        return names.OfType<string>().Where(name => name.Length > 0).Select(name => name.ToLowerInvariant());
    }

    [GeneratedRegex(
        "(under|before|in front of) (a |an )?(blue sky|sky with white clouds|evening sky|plain wall|bare wall|striped wall(paper)?|brick wall)"
        + "|on a green lawn")]
    private static partial Regex Scenery();

    [GeneratedRegex("(?<=x|ss)es$|s$")]
    private static partial Regex Singular();
}
