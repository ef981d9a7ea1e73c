using Sgraf.Model.Scoring;

namespace Sgraf.Training.Alignments;

/// <summary>An image with some of the captions that it is paired with: what is worked on at a time.</summary>
/// <param name="Image">The image.</param>
/// <param name="Captions">The captions' words.</param>
/// <param name="CaptionIds">The place of each caption in the batch.</param>
/// <param name="Pairs">The pair that each caption makes with the image.</param>
internal sealed record PairTile(int Image, CaptionGroup Captions, int[] CaptionIds, int[] Pairs);
