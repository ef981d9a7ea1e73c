using Sgraf.Training.Network;

namespace Sgraf.Training.Data;

/// <summary>The mean and the deviation of features, over an even sample of a split's images.</summary>
internal static class FeatureStatistics
{
    private const int SampleImages = 2000;
    private const double SmallestDeviation = 1e-6;

    /// <summary>Reads the sample and adds it up.</summary>
    public static FeatureScaling Of(DataSplit data)
    {
        var (sums, squares) = (new double[data.FeatureSize], new double[data.FeatureSize]);
        var features = new float[data.RegionCount * data.FeatureSize];
        var images = Math.Min(SampleImages, data.ImageCount);
        for (var image = 0; image < images; image++)
        {
            data.CopyFeatures((int)((long)image * data.ImageCount / images), features);
            for (var place = 0; place < features.Length; place++)
            {
                sums[place % data.FeatureSize] += features[place];
                squares[place % data.FeatureSize] += (double)features[place] * features[place];
            }
        }
        var count = (double)images * data.RegionCount;
        return new FeatureScaling(
            Array.ConvertAll(sums, sum => (float)(sum / count)),
            [.. sums.Zip(squares, (sum, square) => Deviation(sum / count, square / count))]);
    }

    /// <summary>A value that never changes is left as it is.</summary>
    private static float Deviation(double mean, double meanSquare)
    {
        var deviation = Math.Sqrt(Math.Max(0, meanSquare - mean * mean));
        return deviation < SmallestDeviation ? 1 : (float)deviation;
    }
}
