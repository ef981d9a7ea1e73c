namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf vocab --json</c> says.</summary>
/// <param name="Path">The file written.</param>
/// <param name="Words">Its words, the four special ones included.</param>
/// <param name="Captions">Captions read.</param>
/// <param name="MinCount">How often a word had to occur.</param>
internal sealed record VocabReport(string Path, int Words, int Captions, int MinCount);
