using System.Globalization;

namespace Sgraf.Benchmarks.Load;

/// <summary>What is sent, and how fast.</summary>
internal sealed record LoadOptions
{
    public required Uri Url { get; init; }

    /// <summary>Whether pictures are searched with, instead of sentences.</summary>
    public bool Images { get; init; }

    /// <summary>Requests a second.</summary>
    public double Rate { get; init; } = 20;

    public int Seconds { get; init; } = 30;

    public int Top { get; init; } = 10;

    /// <summary>A number, or <c>all</c>; the service's default when null.</summary>
    public string? Shortlist { get; init; }

    public string? Key { get; init; }

    /// <returns>Null where the arguments cannot be read.</returns>
    public static LoadOptions? Parse(string[] arguments)
    {
        var values = arguments.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (arguments.Length != 2 * values.Count || !Uri.TryCreate(values.GetValueOrDefault("--url"), UriKind.Absolute, out var url)) return null;
        try
        {
            return new LoadOptions
            {
                Url = url,
                Images = values.GetValueOrDefault("--kind", "text") == "image",
                Rate = double.Parse(values.GetValueOrDefault("--rate", "20"), CultureInfo.InvariantCulture),
                Seconds = int.Parse(values.GetValueOrDefault("--seconds", "30"), CultureInfo.InvariantCulture),
                Top = int.Parse(values.GetValueOrDefault("--top", "10"), CultureInfo.InvariantCulture),
                Shortlist = values.GetValueOrDefault("--shortlist"),
                Key = values.GetValueOrDefault("--key"),
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
