using System.Collections.Concurrent;
using Sgraf.Model.Graphs;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Sampling;
using Sgraf.Training.Data;

namespace Sgraf.Training.Detection;

/// <summary>Cuts an epoch into batches and decodes the next ones while the present one is trained on.</summary>
/// <param name="pictures">All pictures.</param>
/// <param name="side">S: width and height of the detector's input, in pixels.</param>
/// <param name="batchSize">B; what is left of an epoch beyond whole batches is left out.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class DetectionReader(IReadOnlyList<LabelledPicture> pictures, int side, int batchSize, int seed)
{
    private const int Ahead = 2;

    /// <summary>How far, at most, a box to be described is off, as boxes that are found will be.</summary>
    private const float Jitter = 0.07f;

    private static readonly PixelScaling Scaling = new(
        IsBgr: false, [DetectorDesign.Mean, DetectorDesign.Mean, DetectorDesign.Mean],
        [DetectorDesign.Deviation, DetectorDesign.Deviation, DetectorDesign.Deviation]);

    private readonly PictureDecoder _decoder = new(new DecodingOptions());
    private readonly InputSizing _sizing = new() { FixedWidth = side, FixedHeight = side };
    private readonly int _places = side / DetectorDesign.Stride;

    /// <summary>Batches of an epoch.</summary>
    public int BatchCount => pictures.Count / batchSize;

    /// <summary>The batches of an epoch; each is to be disposed of.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public IEnumerable<DetectionBatch> Read(int epoch)
    {
        using var stop = new CancellationTokenSource();
        using var ready = new BlockingCollection<DetectionBatch>(Ahead);
        var reading = Task.Run(() => ReadAll(epoch, ready, stop.Token), CancellationToken.None);
        try
        {
            foreach (var batch in ready.GetConsumingEnumerable()) yield return batch;
            reading.GetAwaiter().GetResult();    // passes on what went wrong
        }
        finally
        {
            stop.Cancel();
            reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            while (ready.TryTake(out var unused)) unused.Dispose();
        }
    }

    private void ReadAll(int epoch, BlockingCollection<DetectionBatch> ready, CancellationToken stop)
    {
        try
        {
            var order = EpochOrder.Of(pictures.Count, seed, epoch);
            for (var number = 0; number < BatchCount; number++)
            {
                LabelledPicture[] members = [.. order.Skip(number * batchSize).Take(batchSize).Select(member => pictures[member])];
                ready.Add(Load(members, EpochOrder.RandomOf(seed, ~((long)epoch * BatchCount + number))), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The training has ended before the epoch.
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private DetectionBatch Load(LabelledPicture[] members, Random random)
    {
        var batch = new DetectionBatch(members.Length, side, _places, 1 + members.Max(picture => picture.Objects.Count));
        foreach (var (i, picture) in members.Index()) Load(batch, i, picture, random);
        return batch;
    }

    private void Load(DetectionBatch batch, int place, LabelledPicture picture, Random random)
    {
        var isMirrored = random.Next(2) == 1;
        var size = 3 * side * side;
        Decode(picture, isMirrored, batch.Pixels.Span.Slice(place * size, size));
        LabelledObject[] objects = [.. picture.Objects.Select(item => isMirrored ? item with { Box = item.Box.Mirror() } : item)];
        var heat = batch.Heat.AsSpan(place * _places * _places, _places * _places);
        var targets = new CentreTargets(_places, [.. objects.Select(item => item.Box)], heat);
        batch.Places.AddRange(targets.Places.Select(target => target + (long)place * _places * _places));
        batch.Sides.AddRange(targets.Sides);
        batch.ObjectCount += objects.Length;
        SetRegions(batch, place * batch.Regions, picture.Scene, objects, random);
    }

    private static void SetRegions(DetectionBatch batch, int first, IReadOnlyList<int> scene, LabelledObject[] objects, Random random)
    {
        for (var row = 0; row < batch.Regions; row++)
        {
            var box = row > 0 && row <= objects.Length ? objects[row - 1].Box.Jitter(Jitter, random) : RelativeBox.Whole;
            new[] { box.X1, box.Y1, box.X2, box.Y2 }.CopyTo(batch.Boxes, 4 * (first + row));
        }
        var objectHeads = DetectorLabels.ObjectHeads.Count;
        for (var head = 0; head < scene.Count; head++) batch.Answers[objectHeads + head][first] = scene[head];
        for (var row = 0; row < objects.Length; row++)
            for (var head = 0; head < objectHeads; head++) batch.Answers[head][first + 1 + row] = objects[row].Classes[head];
    }

    private void Decode(LabelledPicture picture, bool isMirrored, Span<float> pixels)
    {
        var decoded = picture.Decode(_decoder);
        pixels.Clear();
        _sizing.Place(decoded.Width, decoded.Height).Fill(decoded, Scaling, pixels);
        if (!isMirrored) return;
        for (var row = 0; row < pixels.Length; row += side) pixels.Slice(row, side).Reverse();
    }
}
