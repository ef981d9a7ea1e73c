using System.CommandLine;
using System.Globalization;

namespace Sgraf.Training.Terminal;

/// <summary>Options that take numbers of a range.</summary>
internal static class Ranges
{
    /// <summary>Refuses values outside; what is no number at all the parser refuses itself.</summary>
    public static void Within<T>(this Option option, T least, T most) where T : IComparable<T>, IParsable<T> => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
            if (T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {value}; choose {least} to {most}."));
    });
}
