namespace Sgraf.Training.Data;

/// <summary>A picture of a list, and what people say of it.</summary>
/// <param name="Name">Its path from the folder of pictures; its id.</param>
/// <param name="Captions">Its captions; none where the list has none.</param>
internal sealed record ListedPicture(string Name, IReadOnlyList<string> Captions);
