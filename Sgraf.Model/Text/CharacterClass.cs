using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sgraf.Model.Text;

/// <summary>The classes of characters as the reference tokenizer's regular expressions have them.</summary>
/// <remarks>Those of Python 3 differ from .NET's: U+001C to U+001F are white space, and every numeral is a word character.</remarks>
internal static class CharacterClass
{
    /// <summary>White space, <c>\s</c>.</summary>
    public static bool IsSpace(char character) => character < 0x80
        ? character is ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F')
        : char.IsWhiteSpace(character);

    /// <summary>Whether the text goes on with a letter, a numeral or an underscore, <c>\w</c>.</summary>
    public static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    /// <summary>Whether the text ends in a letter, a numeral or an underscore.</summary>
    public static bool EndsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    /// <summary>Whether the text goes on with a decimal digit of any script, <c>\d</c>.</summary>
    public static bool StartsWithDigit(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && Rune.IsDigit(rune);

    /// <summary>Whether the text goes on with a lower-case letter.</summary>
    public static bool StartsWithLower(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && Rune.IsLower(rune);

    /// <summary>Whether the text goes on with a capital; in a normalized caption none is ASCII.</summary>
    public static bool StartsWithUpper(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && Rune.IsUpper(rune);

    /// <summary>How many UTF-16 units the first character has: 2 for a surrogate pair, else 1; 0 at the end.</summary>
    public static int FirstLength(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out var length);
        return length;
    }

    private static bool IsWord(Rune rune) => rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
