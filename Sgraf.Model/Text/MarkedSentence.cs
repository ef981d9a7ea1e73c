namespace Sgraf.Model.Text;

/// <summary>A sentence and the marks that the rules leave between its characters.</summary>
/// <param name="text">The sentence.</param>
/// <param name="marks">One for each character and one for the end, all clear.</param>
internal readonly ref struct MarkedSentence(ReadOnlySpan<char> text, Span<Mark> marks)
{
    private const Mark AnySpace = Mark.EarlySpace | Mark.LateSpace;

    private readonly Span<Mark> _marks = marks;

    public ReadOnlySpan<char> Text { get; } = text;

    /// <summary>Makes a token of its own out of some characters.</summary>
    public void Isolate(int start, int length, Mark kind)
    {
        _marks[start] |= kind;
        _marks[start + length] |= kind & AnySpace;
    }

    /// <summary>Puts a space before a character.</summary>
    public void Split(int position, Mark kind) => _marks[position] |= kind;

    public bool IsOpening(int position) => (_marks[position] & Mark.Opening) != 0;

    /// <summary>Whether the rules put a space before a character.</summary>
    public bool IsSplit(int position) => (_marks[position] & AnySpace) != 0;

    /// <summary>Whether a space follows in the text, or was put there early; the end of the text is none yet.</summary>
    public bool HasEarlySpace(int position) =>
        position < Text.Length && (Text[position] == ' ' || (_marks[position] & Mark.EarlySpace) != 0);

    /// <summary>Whether a space follows, in the text or put there; the end of the text counts as one, other white space does not.</summary>
    public bool HasSpace(int position) => position >= Text.Length || Text[position] == ' ' || IsSplit(position);
}
