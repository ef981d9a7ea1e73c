using FsCheck;
using FsCheck.Fluent;

namespace Sgraf.Model.Tests.Text;

/// <summary>Texts that no caption writer would write, but a caller may send.</summary>
internal static class HostileText
{
    private const int Length = 1 << 20;

    public static Config Seeded { get; } = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithReplay(3, 1).WithMaxTest(2000);

    /// <summary>Short texts dense in the characters and words that the rules are about.</summary>
    public static Arbitrary<string> Dense { get; } = Gen.OneOf(
            Gen.Elements(Letters("abtsmdn'\".,:;?!()[]{}<>-`*@#$%& \t\n«“‘„»”’éÉ½_10\u00A0\u001C\u3000\u0663\uD83D\uDE00\u202E\0")),
            Gen.Elements("cannot wanna d'ye more'n 'tis n't 'll 's '' `` ... mr. p.m 3. 1,000 --".Split(' ')))
        .ArrayOf().Select(string.Concat).ToArbitrary();

    /// <summary>What is repeated to a million characters.</summary>
    public static TheoryData<string> Patterns =>
    [
        .. Letters("abcdefghijklmnopqrstuvwxyz0123456789.,:;?!'\"`()[]{}<>-_*@#$%& \t\n\0é“”\u00A0\u202E犬"),
        ". ", ".\u00A0", ". . ", ".\n", "a.", "a. ", "..a", "mr. ", "3. ", "!)", "!) ", "?!", ", ", ",a", "-a", "(\"", "😀", "😀. ",
        "\"' ", "\"\"' ", "' ", "a' ", "'s ", "n't ", "'d'", "cannot", "cannot ", "'tis ",
    ];

    /// <summary>Half a surrogate pair, a million times.</summary>
    public static string LoneSurrogates { get; } = new('\uD83D', Length);

    public static string Repeat(string pattern) => string.Concat(Enumerable.Repeat(pattern, Length / pattern.Length));

    private static string[] Letters(string letters) => [.. letters.Select(letter => letter.ToString())];
}
