using System.Collections.Frozen;

namespace Sgraf.Model.Text;

/// <summary>Words whose full stop does not end a sentence.</summary>
/// <remarks>
/// What counts is not usage but how the published vocabularies were tokenized: "aug." is here and "mar." is not, "p.m." is
/// and "e.g." is not; "no.", "etc." and "approx." end a sentence. A word added here changes the tokens of every caption that has it.
/// </remarks>
internal static class Abbreviations
{
    private static readonly string[] Groups =
    [
        "mr mrs ms dr prof messrs jr sr st",                                        // people
        "sen rep reps gen col lt maj adm",                                          // offices
        "jan feb aug sep sept oct nov dec tues wed fri",                            // dates
        "a.m p.m a.d yr mg",                                                        // times and measures
        "ave ct ft sw",                                                             // streets and places
        "ala ariz calif colo conn fla ga ill kan ky mich minn nev okla ore pa",     // states
        "tenn va vt wash wis n.c n.d n.h n.j n.m n.y r.i s.c w.va d.c l.a",
        "u.s u.s.a u.k u.n u.s.s.r",                                                // countries
        "co cos corp inc ltd bros cie s.a n.v",                                     // firms
        "ph.d m.b.a j.b j.c j.j j.k j.p j.r",                                       // degrees and given names
        "c d e f g h k l m n p r s t v w",                                          // letters, where a numeral follows
        "vs ok",
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words =
        Groups.SelectMany(group => group.Split(' ')).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="word">A word without its full stop. Of a compound ("vice-adm") its last part counts too.</param>
    public static bool Contain(ReadOnlySpan<char> word) => Words.Contains(word) || Words.Contains(word[(word.LastIndexOf('-') + 1)..]);
}
