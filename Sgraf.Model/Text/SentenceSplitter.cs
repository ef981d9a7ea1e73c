using System.Buffers;

namespace Sgraf.Model.Text;

/// <summary>The sentences of a normalized caption, one after another, without the white space around them.</summary>
/// <remarks>NLTK 3.8, <c>PunktSentenceTokenizer</c>. Every stop is judged at most once, and every word read at most twice for it.</remarks>
internal ref struct SentenceSplitter(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> Stops = SearchValues.Create(".?!");

    // Words are told apart by ASCII white space alone here, as in the reference.
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\n\v\f\r");

    private readonly ReadOnlySpan<char> _text = text[..EndOfText(text)];
    private Stop _pending = Stop.None;
    private int _searched;
    private int _start;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        if (!TryFindEnd(out var last))
        {
            Current = _text[_start..];
            _start = _text.Length;
            return !Current.IsEmpty;
        }
        var closed = EndOfClosers(last.Next);
        Current = _text[_start..(closed > last.Next ? closed : last.Position + 1)];
        _start = closed > last.Next ? SkipSpace(closed) : last.Next;
        return true;
    }

    private static int EndOfText(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && CharacterClass.IsSpace(text[end - 1])) end--;
        return end;
    }

    // Of the stops of one word the last alone is judged, with all of the word before it.
    private bool TryFindEnd(out Stop end)
    {
        while (TryFindStop(out var stop))
        {
            (end, _pending) = (_pending, stop);
            if (end.Position <= stop.WordStart && IsEnd(end)) return true;
        }
        (end, _pending) = (_pending, Stop.None);
        return IsEnd(end);
    }

    // A stop may end a sentence where a quote, a bracket or the like follows at once, or white space and a word.
    private bool TryFindStop(out Stop stop)
    {
        for (int next; (next = _text[_searched..].IndexOfAny(Stops)) >= 0;)
        {
            var position = _searched + next;
            _searched = position + 1;
            if (_searched == _text.Length) break;
            if (SentenceWords.IsEnder(_text[_searched])) next = _searched;
            else if ((next = SkipSpace(_searched)) == _searched) continue;
            stop = new Stop(WordStart(position), position, next);
            return true;
        }
        stop = Stop.None;
        return false;
    }

    private int WordStart(int position)
    {
        var from = Math.Max(_pending.Position, 0);
        var space = _text[from..position].LastIndexOfAny(Spaces);
        return space > 0 ? from + space + 1 : _pending.WordStart;
    }

    private readonly bool IsEnd(Stop stop)
    {
        if (stop.Position < 0) return false;
        var end = stop.Next + 1;
        if (stop.Next > stop.Position + 1)
            while (end < _text.Length && !CharacterClass.IsSpace(_text[end])) end++;
        return SentenceEnd.IsWithin(_text[stop.WordStart..end]);
    }

    // Quotes and brackets after the stop belong to its sentence if white space, a dash or nothing follows them.
    private readonly int EndOfClosers(int position)
    {
        var end = position;
        while (end < _text.Length && _text[end] is '"' or '\'' or ')' or ']' or '}') end++;
        return end == _text.Length || CharacterClass.IsSpace(_text[end]) || _text[end..].StartsWith("--") ? end : position;
    }

    private readonly int SkipSpace(int position)
    {
        while (position < _text.Length && CharacterClass.IsSpace(_text[position])) position++;
        return position;
    }

    /// <param name="WordStart">Where the word before the stop starts.</param>
    /// <param name="Position">The stop itself.</param>
    /// <param name="Next">Where the next sentence would start.</param>
    private readonly record struct Stop(int WordStart, int Position, int Next)
    {
        public static Stop None => new(0, -1, 0);
    }
}
