namespace Sgraf.Training.Distillation;

/// <summary>Some images with all their captions, and what the scorer thinks of every pair.</summary>
/// <param name="Images">Global vectors of the images, (B, G).</param>
/// <param name="Captions">Global vectors of the captions, (C, G).</param>
/// <param name="Logits">The logit of each pair's score, (B, C).</param>
/// <param name="ImageCount">B.</param>
internal sealed record TeacherBlock(float[] Images, float[] Captions, float[] Logits, int ImageCount)
{
    /// <summary>C.</summary>
    public int CaptionCount => Logits.Length / ImageCount;

    /// <summary>G.</summary>
    public int GlobalSize => Images.Length / ImageCount;
}
