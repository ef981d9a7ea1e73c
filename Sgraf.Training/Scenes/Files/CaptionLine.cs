namespace Sgraf.Training.Scenes.Files;

/// <summary>One line of <c>{split}.jsonl</c>.</summary>
/// <param name="Image">Path of the picture, from the folder of the file.</param>
/// <param name="Captions">What it shows.</param>
internal sealed record CaptionLine(string Image, IReadOnlyList<string> Captions);
