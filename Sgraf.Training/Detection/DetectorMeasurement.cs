using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Detection;

/// <summary>Measures a detector by what its file gives, as the service will see it.</summary>
/// <param name="source">The detector.</param>
internal sealed class DetectorMeasurement(IRegionSource source)
{
    private const float LeastOverlap = 0.5f;

    private readonly PictureDecoder _decoder = new(new DecodingOptions());
    private readonly int[] _right = new int[DetectorLabels.Heads.Count];
    private int _objects;
    private int _found;
    private int _falsePositives;

    /// <summary>Looks at all pictures.</summary>
    public DetectorMetrics Run(IReadOnlyList<LabelledPicture> pictures, Session session)
    {
        session.Track("Measuring", pictures.Count, "pictures", advance =>
        {
            foreach (var batch in pictures.Chunk(Environment.ProcessorCount))
            {
                session.Cancellation.ThrowIfCancellationRequested();
                foreach (var (picture, decoded, regions) in batch.AsParallel().AsOrdered().Select(Look)) Count(picture, decoded, regions);
                advance(batch.Length);
            }
        });
        var objectHeads = DetectorLabels.ObjectHeads.Count;
        var accuracies = DetectorLabels.Heads.Index().ToDictionary(
            head => head.Item.Name, head => Share(_right[head.Index], head.Index < objectHeads ? _found : pictures.Count));
        return new DetectorMetrics(pictures.Count, _objects, Share(_found, _objects), _falsePositives, accuracies);
    }

    private (LabelledPicture Picture, Picture Decoded, DetectedRegions Regions) Look(LabelledPicture picture)
    {
        var decoded = picture.Decode(_decoder);
        return (picture, decoded, source.Detect([decoded])[0]);
    }

    private void Count(LabelledPicture picture, Picture decoded, DetectedRegions regions)
    {
        var missing = picture.Objects.ToList();
        for (var row = 0; row < regions.Count; row++)
        {
            var label = regions.Labels![row];
            if (label >= DetectorLabels.ObjectCount)
            {
                Judge(DetectorLabels.SceneHeads, label - DetectorLabels.ObjectCount, picture.Scene, DetectorLabels.ObjectHeads.Count);
                continue;
            }
            var box = regions.Boxes.AsSpan(4 * row, 4);
            var found = new RelativeBox(box[0] / decoded.Width, box[1] / decoded.Height, box[2] / decoded.Width, box[3] / decoded.Height);
            var item = missing.MaxBy(item => item.Box.Overlap(found));
            if (item is null || item.Box.Overlap(found) < LeastOverlap)
            {
                _falsePositives++;
                continue;
            }
            missing.Remove(item);
            Judge(DetectorLabels.ObjectHeads, label, item.Classes, 0);
        }
        _objects += picture.Objects.Count;
        _found += picture.Objects.Count - missing.Count;
    }

    private void Judge(IReadOnlyList<AttributeHead> heads, long label, IReadOnlyList<int> truth, int first)
    {
        var classes = DetectorLabels.Classes(label, heads);
        for (var head = 0; head < heads.Count; head++)
            if (classes[head] == truth[head]) _right[first + head]++;
    }

    private static double Share(int part, int whole) => Math.Round(part / (double)Math.Max(1, whole), 4);
}
