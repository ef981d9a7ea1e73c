using System.CommandLine;
using System.Globalization;

namespace Sgraf.Training.Terminal;

/// <summary>Options that take numbers of a range.</summary>
internal static class OptionRange
{
    /// <summary>Makes numbers outside the range wrong usage.</summary>
    /// <remarks>What is no number is left to the parser, which says so: asking it for the value would throw.</remarks>
    public static void Within<T>(this Option option, T least, T most)
        where T : IParsable<T>, IComparable<T> => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
            && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {value}; choose {least} to {most}."));
    });
}
