using System.CommandLine;
using System.Globalization;

namespace Sgraf.Training.Terminal;

/// <summary>Options that take whole numbers of a range.</summary>
internal static class OptionRange
{
    /// <summary>Makes numbers outside the range wrong usage.</summary>
    /// <remarks>What is no number is left to the parser, which says so: asking it for the value would throw.</remarks>
    public static void Within(this Option option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
            result.AddError($"{option.Name} is {value}; choose {least} to {most}.");
    });
}
