using Sgraf.Model.Encoding;

namespace Sgraf.Model.Tests.Scoring;

/// <summary>Embeddings of no image and no caption in particular, each vector of length one.</summary>
internal static class RandomPairs
{
    public static EncodedImages Images(int count, int regionCount, int jointSize, int seed)
    {
        var random = new Random(seed);
        return new EncodedImages
        {
            Count = count,
            RegionCount = regionCount,
            JointSize = jointSize,
            Regions = UnitVectors(random, count * regionCount, jointSize),
            Globals = UnitVectors(random, count, jointSize),
        };
    }

    public static EncodedCaptions Captions(int[] lengths, int jointSize, int seed)
    {
        var random = new Random(seed);
        var offsets = new int[lengths.Length];
        for (var caption = 1; caption < lengths.Length; caption++)
            offsets[caption] = offsets[caption - 1] + lengths[caption - 1] * jointSize;
        return new EncodedCaptions
        {
            JointSize = jointSize,
            Lengths = lengths,
            Offsets = offsets,
            Words = UnitVectors(random, lengths.Sum(), jointSize),
            Globals = UnitVectors(random, lengths.Length, jointSize),
        };
    }

    private static float[] UnitVectors(Random random, int count, int size)
    {
        var vectors = new float[count * size];
        foreach (var start in Enumerable.Range(0, count).Select(row => row * size))
        {
            var vector = vectors.AsSpan(start, size);
            var sum = 0f;
            foreach (ref var value in vector)
            {
                value = random.NextSingle() * 2 - 1;
                sum += value * value;
            }
            foreach (ref var value in vector)
                value /= MathF.Sqrt(sum);
        }
        return vectors;
    }
}
