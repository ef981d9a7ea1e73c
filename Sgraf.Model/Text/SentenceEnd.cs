namespace Sgraf.Model.Text;

/// <summary>Decides whether a stop amid a caption ends a sentence.</summary>
/// <remarks>
/// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006, as in NLTK 3.8 with its English model.
/// Most of that model cannot matter here, because captions hold no ASCII capital:
/// the sentence starters, and the words whose capital shows a new sentence after an abbreviation, count only when they start with a capital,
/// and all of them are ASCII; collocations ("b. smith") keep a sentence together where the lower case of the second word already does.
/// What the model knows of a lower-case word after a numeral or an initial splits before four odd words alone ("b-week"); here none splits.
/// </remarks>
internal static class SentenceEnd
{
    /// <summary>Whether a sentence ends within a stretch of text: at any of its words but the last.</summary>
    /// <param name="context">The word that a stop ends, the stop, and what follows it: one character, or the next word after white space.</param>
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

    // Sentences start neither with a punctuation mark nor, as far as an initial or a numeral goes, in lower case.
    private static bool GoesOn(ReadOnlySpan<char> next) => next is ";" or ":" or "," or "." or "!" or "?" || CharacterClass.StartsWithLower(next);

    // One letter, or a numeral that is no decimal digit, and a stop.
    private static bool IsInitial(ReadOnlySpan<char> word) =>
        CharacterClass.FirstLength(word) == word.Length - 1 && CharacterClass.StartsWithWord(word) && !CharacterClass.StartsWithDigit(word);

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        if (word[0] == '-') word = word[1..];
        if (word[0] is '.' or ',') word = word[1..];
        if (!CharacterClass.StartsWithDigit(word)) return false;
        while (!word.IsEmpty && (CharacterClass.StartsWithDigit(word) || word[0] is ',' or '.' or '-')) word = word[CharacterClass.FirstLength(word)..];
        return word.IsEmpty;
    }
}
