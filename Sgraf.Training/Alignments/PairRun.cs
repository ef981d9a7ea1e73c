namespace Sgraf.Training.Alignments;

/// <summary>Pairs one after the other whose captions are equally long, so that their alignments are one tensor.</summary>
/// <param name="First">The first pair.</param>
/// <param name="Count">P: how many.</param>
/// <param name="Size">N = L + 1: alignments of each.</param>
internal readonly record struct PairRun(int First, int Count, int Size);
