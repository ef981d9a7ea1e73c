using System.Globalization;

namespace Sgraf.Model.Images.Regions;

/// <summary>Reads settings by key and collects everything that is wrong with them.</summary>
/// <param name="values">What is written, by key.</param>
/// <param name="problems">Takes one line for each problem.</param>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> values, List<string> problems)
{
    private const int Channels = 3;
    private readonly HashSet<string> _known = [];

    /// <summary>A text that must be there.</summary>
    public string Required(string key, string meaning)
    {
        if (Find(key) is { Length: > 0 } text) return text;
        problems.Add($"{key} is missing: {meaning}");
        return "";
    }

    /// <summary>A text that may be there.</summary>
    public string? Optional(string key) => Find(key);

    /// <summary>One of some words.</summary>
    public string Choice(string key, string fallback, params string[] choices)
    {
        var text = Find(key) ?? fallback;
        if (choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choice) return choice;
        problems.Add($"{key} is {text}, expected {string.Join(" or ", choices)}");
        return fallback;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int fallback, int least, int most)
    {
        if (Find(key) is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        problems.Add($"{key} is {text}, expected a whole number from {least} to {most}");
        return fallback;
    }

    /// <summary>One number for each channel.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds without it.</param>
    /// <param name="least">Every number must be larger.</param>
    public float[] PerChannel(string key, float[] fallback, float least)
    {
        if (Find(key) is not { } text) return fallback;
        var numbers = text.Split(',').Select(part =>
            float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN).ToArray();
        if (numbers.Length == Channels && numbers.All(number => float.IsFinite(number) && number > least)) return numbers;
        var bound = least == 0 ? " above 0" : "";
        problems.Add($"{key} is {text}, expected three numbers in 0..255 units{bound}, such as {string.Join(',', fallback)}");
        return fallback;
    }

    /// <summary>A list separated by commas, an empty item among them where it says so: places count.</summary>
    public string[] List(string key) => Find(key) is { Length: > 0 } text ? text.Split(',', StringSplitOptions.TrimEntries) : [];

    /// <summary>To be called last: whatever was written and not asked for is a slip of the pen.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in values.Keys.Where(key => !_known.Contains(key)).Order(StringComparer.Ordinal))
            problems.Add($"{key} is unknown here; the keys are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
    }

    private string? Find(string key)
    {
        _known.Add(key);
        return values.TryGetValue(key, out var text) ? text.Trim() : null;
    }
}
