namespace Sgraf.Training.Features;

/// <summary>A picture without features.</summary>
/// <param name="Image">Its name in the list.</param>
/// <param name="Problem">Why.</param>
internal sealed record SkippedPicture(string Image, string Problem);
