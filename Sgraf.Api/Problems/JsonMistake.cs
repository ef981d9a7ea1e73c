using System.Text.Json;
using System.Text.RegularExpressions;
using Sgraf.Api.Admission;

namespace Sgraf.Api.Problems;

/// <summary>Says what is wrong with a JSON body in the client's terms: fields and places, no types of this program.</summary>
internal static partial class JsonMistake
{
    public static string Describe(JsonException failure)
    {
        var message = failure.Message;
        return Reason(message) + Place(failure) + "; /swagger describes the body.";
    }

    private static string Reason(string message)
    {
        if (Unknown().Match(message) is { Success: true } unknown) return $"The field {unknown.Groups[1].Value} is unknown";
        if (Missing().Match(message) is { Success: true } missing) return $"Missing: {missing.Groups[1].Value}";
        if (Twice().IsMatch(message)) return "A field is there twice";
        if (Depth().Match(message) is { Success: true } depth)
            return $"The body is nested more than {depth.Groups[1].Value} levels deep ({LimitOptions.Section}:{nameof(LimitOptions.JsonDepth)})";
        if (message.StartsWith(OwnPrefix, StringComparison.Ordinal)) return message[OwnPrefix.Length..];
        return message.Contains("could not be converted", StringComparison.Ordinal) || message.Contains("null", StringComparison.Ordinal)
            ? "A value is of another type than expected"
            : "The body is no well-formed JSON";
    }

    /// <summary>Starts the message of a <see cref="JsonException"/> that a converter of this program words for the client.</summary>
    public const string OwnPrefix = "sgraf: ";

    private static string Place(JsonException failure)
    {
        var path = failure.Path is null or "$" ? "" : $" at {Shorten(failure.Path)}";
        return failure.LineNumber is { } line ? $"{path}, line {line + 1}, byte {failure.BytePositionInLine + 1}" : path;
    }

    // A path repeats names that the client made up.
    private static string Shorten(string path) => path.Length <= 100 ? path : path[..100] + "...";

    [GeneratedRegex("^The JSON property '(.{0,100})' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("maximum configured depth of ([0-9]+)")]
    private static partial Regex Depth();

    [GeneratedRegex("missing required properties including: (.{0,200}?)\\.?$")]
    private static partial Regex Missing();

    [GeneratedRegex("[Dd]uplicate property")]
    private static partial Regex Twice();
}
