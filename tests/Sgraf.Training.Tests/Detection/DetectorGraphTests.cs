using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Graphs;
using Sgraf.Tests;
using Sgraf.Training.Detection;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Detection;

/// <summary>The graph that serves against the network that was trained.</summary>
public sealed class DetectorGraphTests : IDisposable
{
    private const int Side = 64;
    private const int Count = 6;
    private static readonly string[] Outputs = ["boxes", "scores", "features", "labels"];

    private readonly TinyScenes _scenes = new(32, 1, Side);
    private readonly DetectorTraining _training;
    private readonly TorchSharp.DisposeScope _scope;
    private readonly IDisposable _untracked;

    /// <summary>A few steps, so that every weight and every running statistic is something of its own.</summary>
    public DetectorGraphTests()
    {
        TorchLibrary.Load();
        var pictures = LabelledPictures.Read(_scenes.Path, "train");
        _training = new DetectorTraining(new DetectorRequest { Data = _scenes.Path, Out = "", Side = Side, Device = "cpu" }, pictures);
        _training.Network.train();
        foreach (var batch in new DetectionReader(pictures, Side, 8, seed: 1).Read(0))
        {
            _training.Step(batch, 1e-3);
            batch.Dispose();
        }
        _training.Network.eval();
        (_scope, _untracked) = (NewDisposeScope(), no_grad());
    }

    public void Dispose()
    {
        _untracked.Dispose();
        _scope.Dispose();
        _training.Dispose();
        _scenes.Dispose();
    }

    [Fact]
    public void The_graph_gives_what_the_network_gives()
    {
        var images = Images();
        var found = Run(images, Count);
        var regions = found.Scores.Length / Count;
        var map = _training.Network.Map(tensor(images, [Count, 3, Side, Side]));
        var boxes = tensor(found.Boxes, [Count, regions, 4]);
        Close.Assert(BestScores(map, regions - 1), ObjectsOf(found.Scores, regions, 1), 1e-4, "scores");
        var isPeak = ObjectsOf(found.Scores, regions, 1).SelectMany(score => Enumerable.Repeat(score > 0, 4)).ToArray();
        var (expected, boxesFound) = (BestBoxes(map, regions - 1), ObjectsOf(found.Boxes, regions, 4));
        Close.Assert(Where(expected, isPeak), Where(boxesFound, isPeak), 1e-4 * Side, "boxes");
        using TorchSharp.Scalar side = Side;
        var answers = _training.Network.Judge(map, boxes.div(side));
        Close.Assert(Features(answers, found.Boxes, regions), found.Features, 1e-4, "features");
        Assert.Equal(Labels(answers, regions), found.Labels);
    }

    [Fact]
    public void A_picture_among_others_gives_what_it_gives_alone()
    {
        var images = Images();
        var together = Run(images, Count);
        var size = images.Length / Count;
        var alone = Enumerable.Range(0, Count).Select(i => Run(images[(i * size)..((i + 1) * size)], 1)).ToArray();
        Close.Assert([.. alone.SelectMany(one => one.Features)], together.Features, 1e-4, "features");
        Assert.Equal(alone.SelectMany(one => one.Labels), together.Labels);
    }

    [Fact]
    public void The_first_region_is_the_whole_picture_and_what_falls_short_has_the_score_0()
    {
        var found = Run(Images(), Count, threshold: 0.9f);
        var regions = found.Scores.Length / Count;
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal([0, 0, Side, Side], found.Boxes.AsSpan(i * regions * 4, 4).ToArray());
            Assert.Equal(1, found.Scores[i * regions]);
            Assert.InRange(found.Labels[i * regions], DetectorLabels.ObjectCount, DetectorLabels.Names.Count - 1);
            Assert.All(found.Scores.Skip(i * regions + 1).Take(regions - 1), score => Assert.True(score is 0 or >= 0.9f));
        }
    }

    private float[] BestScores(Tensor map, int count) => Values(Peaks(map).topk(count).values);

    private float[] BestBoxes(Tensor map, int count)
    {
        var places = Side / DetectorDesign.Stride;
        var best = Peaks(map).topk(count).indexes;
        var (chosen, sides) = (best.data<long>().ToArray(), Values(_training.Network.Search(map).Sides));
        return [.. chosen.Index().SelectMany(place => BoxAt(place.Index / count, (int)place.Item))];

        IEnumerable<float> BoxAt(int picture, int place)
        {
            var ways = sides.AsSpan(4 * (picture * places * places + place), 4).ToArray();
            var (x, y) = (DetectorDesign.Stride * (place % places + 0.5f), DetectorDesign.Stride * (place / places + 0.5f));
            return ((float[])[x - ways[0], y - ways[1], x + ways[2], y + ways[3]]).Select(value => Math.Clamp(value, 0, Side));
        }
    }

    /// <summary>Scores of places that none of their neighbours exceeds, 0 elsewhere, (B, P P).</summary>
    private Tensor Peaks(Tensor map)
    {
        var places = Side / DetectorDesign.Stride;
        var heat = _training.Network.Search(map).Centres.sigmoid().reshape(-1, 1, places, places);
        var highest = nn.functional.max_pool2d(heat, 3, stride: 1, padding: 1);
        return heat.mul(heat.eq(highest)).flatten(1);
    }

    /// <summary>Probabilities of the answers that a region can give, 0 for the others, then the relative box and its area.</summary>
    private static float[] Features(IReadOnlyList<Tensor> logits, float[] boxes, int regions)
    {
        var answers = logits.Select(head => Values(nn.functional.softmax(head, dim: -1)).Chunk((int)head.shape[^1]).ToArray()).ToArray();
        return [.. Enumerable.Range(0, boxes.Length / 4).SelectMany(row =>
        {
            var box = boxes.Skip(4 * row).Take(4).Select(place => place / Side).ToArray();
            var parts = answers.Select((head, i) => row % regions == 0 == i >= DetectorLabels.ObjectHeads.Count ? head[row] : new float[head[row].Length]);
            return parts.SelectMany(part => part).Concat(box).Append((box[2] - box[0]) * (box[3] - box[1]));
        })];
    }

    private static long[] Labels(IReadOnlyList<Tensor> logits, int regions)
    {
        var answers = logits.Select(head => head.argmax(-1).data<long>().ToArray()).ToArray();
        var objectHeads = DetectorLabels.ObjectHeads.Count;
        return [.. Enumerable.Range(0, answers[0].Length).Select(row => row % regions == 0
            ? DetectorLabels.ObjectCount + Number(row, objectHeads, DetectorLabels.SceneHeads)
            : Number(row, 0, DetectorLabels.ObjectHeads))];

        long Number(int row, int first, IReadOnlyList<AttributeHead> heads) =>
            heads.Index().Aggregate(0L, (number, head) => number * head.Item.ClassCount + answers[first + head.Index][row]);
    }

    private static float[] ObjectsOf(float[] values, int regions, int size) => [.. values.Chunk(regions * size).SelectMany(rows => rows[size..])];

    private static float[] Where(float[] values, bool[] isKept) => [.. values.Where((_, i) => isKept[i])];

    private static float[] Values(Tensor tensor) => NetworkWeights.Read(tensor).Values.ToArray();

    private float[] Images()
    {
        using var batch = new DetectionReader(LabelledPictures.Read(_scenes.Path, "train"), Side, Count, seed: 2).Read(0).First();
        return batch.Pixels.ToArray();
    }

    private (float[] Boxes, float[] Scores, float[] Features, long[] Labels) Run(float[] images, int count, float threshold = 1e-6f)
    {
        var design = DetectorJob.DesignOf("twin", Side) with { Threshold = threshold };
        using var session = new InferenceSession(DetectorGraph.Build(_training.Network.ToCheckpoint(), design));
        using var input = OrtValue.CreateTensorValueFromMemory(images, [count, 3, Side, Side]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["image"], [input], Outputs);
        return (Floats(0), Floats(1), Floats(2), outputs[3].GetTensorDataAsSpan<long>().ToArray());

        float[] Floats(int i) => outputs[i].GetTensorDataAsSpan<float>().ToArray();
    }
}
