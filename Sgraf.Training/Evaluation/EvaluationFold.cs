using Sgraf.Training.Data;

namespace Sgraf.Training.Evaluation;

/// <summary>Images of a split that are ranked among themselves, with their captions.</summary>
/// <param name="FirstImage">The first image.</param>
/// <param name="ImageCount">How many follow one another.</param>
/// <param name="Captions">Word ids of their captions.</param>
/// <param name="ImageOf">The image of each caption, from 0 within the fold.</param>
internal sealed record EvaluationFold(int FirstImage, int ImageCount, IReadOnlyList<int[]> Captions, IReadOnlyList<int> ImageOf)
{
    private const int FoldCount = 5;
    private const int FoldImages = 1000;

    /// <summary>Images of the split dev that count, as in the official code; Flickr30K's has 14 more.</summary>
    private const int DevImages = 1000;

    /// <summary>Some images of a split.</summary>
    public static EvaluationFold Of(DataSplit data, int firstImage, int imageCount)
    {
        int[] members =
            [.. Enumerable.Range(0, data.Captions.Count).Where(caption => data.ImageOf[caption] >= firstImage && data.ImageOf[caption] < firstImage + imageCount)];
        return new EvaluationFold(
            firstImage, imageCount, Array.ConvertAll(members, caption => data.Captions[caption]),
            Array.ConvertAll(members, caption => data.ImageOf[caption] - firstImage));
    }

    /// <summary>The whole of a split.</summary>
    public static EvaluationFold Whole(DataSplit data, string split) =>
        Of(data, 0, split == "dev" ? Math.Min(DevImages, data.ImageCount) : data.ImageCount);

    /// <summary>COCO 1K: five folds of a thousand images.</summary>
    /// <exception cref="DataFolderException">The split has fewer images.</exception>
    public static IReadOnlyList<EvaluationFold> Five(DataSplit data, string split)
    {
        if (data.ImageCount < FoldCount * FoldImages)
            throw new DataFolderException($"{split} has {data.ImageCount} images, five folds need {FoldCount * FoldImages}; leave --fold5 away.");
        return [.. Enumerable.Range(0, FoldCount).Select(fold => Of(data, fold * FoldImages, FoldImages))];
    }
}
