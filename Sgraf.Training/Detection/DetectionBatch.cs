using System.Buffers;

namespace Sgraf.Training.Detection;

/// <summary>Pictures of a training step, and what is to be found in them.</summary>
internal sealed class DetectionBatch : IDisposable
{
    private readonly float[] _pixels;

    /// <param name="count">B.</param>
    /// <param name="side">S.</param>
    /// <param name="places">P.</param>
    /// <param name="regions">R: the whole picture and as many objects as any picture of the batch has.</param>
    public DetectionBatch(int count, int side, int places, int regions)
    {
        (Count, Regions) = (count, regions);
        _pixels = ArrayPool<float>.Shared.Rent(count * 3 * side * side);
        Pixels = _pixels.AsMemory(0, count * 3 * side * side);
        Heat = new float[count * places * places];
        Boxes = new float[count * regions * 4];
        Answers = [.. DetectorLabels.Heads.Select(_ => new long[count * regions])];
        foreach (var answers in Answers) Array.Fill(answers, AttributeHead.NoAnswer);
    }

    /// <summary>B: pictures.</summary>
    public int Count { get; }

    /// <summary>R: regions of each picture.</summary>
    public int Regions { get; }

    /// <summary>Objects of all pictures.</summary>
    public int ObjectCount { get; set; }

    /// <summary>(B, 3, S, S), as the contract prepares pictures.</summary>
    public Memory<float> Pixels { get; }

    /// <summary>How near each place is to the middle of an object, 1 at the middle, (B, P P).</summary>
    public float[] Heat { get; }

    /// <summary>Places that learn the sides of an object, counted through all maps of the batch.</summary>
    public List<long> Places { get; } = [];

    /// <summary>The sides as seen from each of them, in pixels, four numbers each.</summary>
    public List<float> Sides { get; } = [];

    /// <summary>The regions to be described, relative, (B, R, 4); rows that a picture does not need are the whole picture.</summary>
    public float[] Boxes { get; }

    /// <summary>For each of <see cref="DetectorLabels.Heads"/> the class of each region, or none, (B, R).</summary>
    public long[][] Answers { get; }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<float>.Shared.Return(_pixels);
}
