namespace Sgraf.Model.Text;

/// <summary>Decides whether a stop amid a caption ends a sentence.</summary>
/// <remarks>
/// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006, as in NLTK 3.8 with its English model.
/// Most of that model cannot matter here, because captions hold no ASCII capital:
/// <list type="bullet">
/// <item>Sentence starters, and words whose capital shows a new sentence after an abbreviation, count only with a capital;
/// all of them start in ASCII.</item>
/// <item>Collocations ("b. smith") keep a sentence together where the lower case of the second word already does.</item>
/// <item>Of the words seen in lower case at the start of a sentence, four odd ones ("b-week") alone were never seen with a capital too:
/// after an initial or a numeral a sentence would start with them. Here it goes on with every word in lower case.</item>
/// </list>
/// </remarks>
internal static class SentenceEnd
{
    /// <summary>Whether a sentence ends within a stretch of text: at any of its words but the last.</summary>
    /// <param name="context">A word, the stop that ends it, and what follows: one character, or white space and the next word.</param>
    public static bool IsWithin(ReadOnlySpan<char> context)
    {
        var words = new SentenceWords(context);
        if (!words.MoveNext()) return false;
        for (var word = words.Current; words.MoveNext(); word = words.Current)
            if (Ends(word, words.Current)) return true;
        return false;
    }

    private static bool Ends(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        if (word is "." or "?" or "!") return true;
        if (!word.EndsWith('.') || word.EndsWith("..")) return false;
        if (Abbreviations.Contain(word[..^1])) return false;
        if (IsInitial(word)) return !GoesOn(next) && !CharacterClass.StartsWithUpper(next);
        return !IsNumber(word) || !GoesOn(next);
    }

    // After an initial or a numeral no sentence starts with a punctuation mark or in lower case.
    private static bool GoesOn(ReadOnlySpan<char> next) =>
        next is ";" or ":" or "," or "." or "!" or "?" || CharacterClass.StartsWithLower(next);

    // One letter, or a numeral that is no decimal digit, and a stop.
    private static bool IsInitial(ReadOnlySpan<char> word) =>
        CharacterClass.FirstLength(word) == word.Length - 1
        && CharacterClass.StartsWithWord(word) && !CharacterClass.StartsWithDigit(word);

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        if (word[0] == '-') word = word[1..];
        if (word[0] is '.' or ',') word = word[1..];
        if (!CharacterClass.StartsWithDigit(word)) return false;
        while (!word.IsEmpty && (CharacterClass.StartsWithDigit(word) || word[0] is ',' or '.' or '-'))
            word = word[CharacterClass.FirstLength(word)..];
        return word.IsEmpty;
    }
}
