using System.Buffers;

namespace Sgraf.Model.Text;

/// <summary>The tokens of a caption, one after another, as parts of its text.</summary>
/// <remarks>It borrows one byte a character and gives it back when <c>foreach</c> ends.</remarks>
public ref struct TokenEnumerator
{
    private readonly Mark[] _marks;
    private SentenceSplitter _sentences;
    private MarkedSentence _sentence;
    private int _next;

    internal TokenEnumerator(ReadOnlySpan<char> caption)
    {
        _marks = ArrayPool<Mark>.Shared.Rent(caption.Length + 1);
        _sentences = new SentenceSplitter(caption);
    }

    /// <summary>The token; valid until the next one is asked for.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Goes on to the next token.</summary>
    /// <returns>False after the last one.</returns>
    public bool MoveNext()
    {
        while (!TryTakeToken())
            if (!TryTakeSentence()) return false;
        return true;
    }

    /// <summary>Gives the borrowed memory back.</summary>
    public readonly void Dispose() => ArrayPool<Mark>.Shared.Return(_marks);

    private bool TryTakeSentence()
    {
        if (!_sentences.MoveNext()) return false;
        var text = _sentences.Current;
        var marks = _marks.AsSpan(0, text.Length + 1);
        marks.Clear();
        _sentence = new MarkedSentence(text, marks);
        _next = 0;
        PunctuationRules.Apply(_sentence);
        ApostropheRules.Apply(_sentence);
        ContractionRules.Apply(_sentence);
        return true;
    }

    private bool TryTakeToken()
    {
        var text = _sentence.Text;
        var start = _next;
        while (start < text.Length && CharacterClass.IsSpace(text[start])) start++;
        if (start == text.Length) return false;
        var end = start + 1;
        while (end < text.Length && !CharacterClass.IsSpace(text[end]) && !_sentence.IsSplit(end)) end++;
        _next = end;
        Current = Rewrite(text[start..end], _sentence.IsOpening(start));
        return true;
    }

    // Straight quotes lose their likeness: the vocabularies hold `` and ''.
    private static ReadOnlySpan<char> Rewrite(ReadOnlySpan<char> token, bool isOpening) =>
        isOpening ? "``" : token is "\"" ? "''" : token;
}
