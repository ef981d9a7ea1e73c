namespace Sgraf.Model.Scoring;

/// <summary>Some images and one group of captions: the piece of work that one thread does at a time.</summary>
internal readonly record struct Tile(int FirstImage, int ImageCount, CaptionGroup Captions);
