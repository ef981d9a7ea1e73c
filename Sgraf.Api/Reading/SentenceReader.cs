using Sgraf.Api.Admission;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Reading;

/// <summary>Reads sentences within the limits.</summary>
internal sealed class SentenceReader(ServedModel model, LimitOptions limits)
{
    /// <param name="text">A sentence.</param>
    /// <exception cref="ProblemException">It is empty or too long.</exception>
    public ReadText Read(string text)
    {
        if (text.Length > limits.TextCharacters)
            throw LimitOptions.TooMany(Errors.TextRefused, "The text", text.Length, "characters", limits.TextCharacters, nameof(limits.TextCharacters));
        if (string.IsNullOrWhiteSpace(text))
            throw new ProblemException(Errors.TextRefused, "The text is empty; write a sentence.");
        var read = ReadText.Of(text, model.Vocabulary);
        return read.Words.Count <= limits.TextWords
            ? read
            : throw LimitOptions.TooMany(Errors.TextRefused, "The text", read.Words.Count, "words", limits.TextWords, nameof(limits.TextWords));
    }
}
