using System.Text;
using System.Text.Json;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>What may be said of a picture.</summary>
internal sealed class PictureRules(ImportOptions options)
{
    private const int LongestName = 255;

    /// <exception cref="ProblemException">There are too many captions, or metadata that cannot be kept.</exception>
    public void Check(PictureSource source)
    {
        if (source.Captions.Count > options.CaptionsPerPicture)
            throw TooMany("captions", source.Captions.Count, options.CaptionsPerPicture, nameof(options.CaptionsPerPicture));
        if (source.Captions.Any(caption => caption is null))
            throw new ProblemException(Errors.InvalidRequest, "A caption is null; leave it away.");
        if (source.Metadata.Count > options.MetadataEntries)
            throw TooMany("metadata entries", source.Metadata.Count, options.MetadataEntries, nameof(options.MetadataEntries));
        foreach (var (name, value) in source.Metadata) CheckEntry(name, value);
    }

    /// <summary>The last part of a file's name, without what no name should hold.</summary>
    public static string Name(string? sent)
    {
        var last = (sent ?? "").Split('/', '\\')[^1];
        var clean = string.Concat(last.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestName).Select(rune => rune.ToString())).Trim();
        return clean.Length == 0 ? "picture" : clean;
    }

    private void CheckEntry(string name, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            throw new ProblemException(
                Errors.InvalidRequest, $"The metadata hold a value of kind {value.ValueKind}; expected texts, numbers, true or false.");
        var length = Math.Max(name.Length, MetadataText.Of(value, "The metadata hold").Length);
        if (length > options.MetadataCharacters)
            throw TooMany("characters in its metadata", length, options.MetadataCharacters, nameof(options.MetadataCharacters));
    }

    private static ProblemException TooMany(string what, int found, int limit, string setting) =>
        ImportOptions.Passed(Errors.LimitExceeded, $"The picture has {found} {what}", limit, setting);
}
