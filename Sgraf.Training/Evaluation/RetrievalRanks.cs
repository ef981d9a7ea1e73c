namespace Sgraf.Training.Evaluation;

/// <summary>How many wrong answers come before the right one, for each query.</summary>
/// <remarks>Of equal scores the later one comes first, as in the official code for small sets; for larger ones its order is not defined.</remarks>
/// <param name="I2t">For each image, of its best caption.</param>
/// <param name="T2i">For each caption.</param>
internal sealed record RetrievalRanks(int[] I2t, int[] T2i)
{
    /// <param name="scores">Scores of B images with C captions, (B, C).</param>
    /// <param name="imageOf">The image of each caption, (C).</param>
    /// <exception cref="ArgumentException">An image has no caption, or the sizes do not fit.</exception>
    /// <exception cref="NotFiniteNumberException">A score is NaN: sorted somehow it would rank first.</exception>
    public static RetrievalRanks Of(ReadOnlySpan<float> scores, IReadOnlyList<int> imageOf)
    {
        var captionCount = imageOf.Count;
        var imageCount = captionCount == 0 ? 0 : scores.Length / captionCount;
        if (captionCount == 0 || scores.Length != (long)imageCount * captionCount)
            throw new ArgumentException($"scores has {scores.Length} values, expected rows of {captionCount}.", nameof(scores));
        var ranks = new RetrievalRanks(new int[imageCount], new int[captionCount]);
        var matching = Matching(scores, imageOf, imageCount);
        for (var image = 0; image < imageCount; image++)
        {
            var row = scores.Slice(image * captionCount, captionCount);
            ranks.I2t[image] = RankOfBest(row, imageOf, image);
            for (var caption = 0; caption < captionCount; caption++)
                if (row[caption] > matching[caption] || (row[caption] == matching[caption] && image > imageOf[caption]))
                    ranks.T2i[caption]++;
        }
        return ranks;
    }

    private static float[] Matching(ReadOnlySpan<float> scores, IReadOnlyList<int> imageOf, int imageCount)
    {
        var nan = scores.IndexOf(float.NaN);
        if (nan >= 0)
            throw new NotFiniteNumberException($"The score of image {nan / imageOf.Count} with caption {nan % imageOf.Count} is NaN; it cannot be ranked.");
        var matching = new float[imageOf.Count];
        for (var caption = 0; caption < matching.Length; caption++)
        {
            if ((uint)imageOf[caption] >= (uint)imageCount)
                throw new ArgumentException($"Caption {caption} belongs to image {imageOf[caption]}, expected 0 to {imageCount - 1}.", nameof(imageOf));
            matching[caption] = scores[imageOf[caption] * imageOf.Count + caption];
        }
        return matching;
    }

    private static int RankOfBest(ReadOnlySpan<float> row, IReadOnlyList<int> imageOf, int image)
    {
        var best = -1;
        for (var caption = 0; caption < row.Length; caption++)
            if (imageOf[caption] == image && (best < 0 || row[caption] >= row[best]))
                best = caption;
        if (best < 0) throw new ArgumentException($"Image {image} has no caption.", nameof(imageOf));
        var rank = 0;
        for (var caption = 0; caption < row.Length; caption++)
            if (row[caption] > row[best] || (row[caption] == row[best] && caption > best))
                rank++;
        return rank;
    }
}
