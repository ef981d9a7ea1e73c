using Sgraf.Model.Text;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf inspect --json</c> says of a vocabulary.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind"><c>vocabulary</c>.</param>
/// <param name="Count">Its words, the four special ones included.</param>
/// <param name="First">The first of them by id.</param>
internal sealed record VocabularyReport(string Path, string Kind, int Count, IReadOnlyList<string> First)
{
    private const int Shown = 20;

    public static VocabularyReport Of(string path)
    {
        var vocabulary = Vocabulary.Load(path);
        return new VocabularyReport(path, "vocabulary", vocabulary.Count, [.. vocabulary.Words.Take(Shown)]);
    }
}
