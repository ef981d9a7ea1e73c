using System.Globalization;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images.Regions;

namespace Sgraf.Model.Graphs;

/// <summary>The small detector as a graph that fulfils the contract of a region detector, version 1.</summary>
/// <remarks>
/// One stage without anchors (Zhou et al., "Objects as Points", 2019): a map of how surely each place is the middle of an object, and
/// the four sides of its box from there. The first region is always the whole picture, so that there is one, and so that captions can
/// speak of what is around the objects. A feature holds the probability of every answer to what is asked of a region, and its box: a
/// network learns captions from these several times faster than from the layer that the answers are read off.
/// </remarks>
public static class DetectorGraph
{
    /// <param name="checkpoint">Weights by the names of the trained network.</param>
    /// <param name="design">Everything else.</param>
    public static byte[] Build(Checkpoint checkpoint, DetectorDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var graph = new GraphBuilder("detector", checkpoint);
        var image = graph.Input(RegionContract.Image, TensorType.Float, -1, 3, design.Side, design.Side);
        var (outlines, map) = DetectorMap.Of(image);                                            // (N, 32, P, P), (N, C, P / 2, P / 2)
        var (boxes, scores) = Find(Search(outlines, map), design);                              // (N, R, 4), (N, R)
        var places = WithArea(boxes / design.Side);                                             // (N, R, 5)
        var looks = Look(map, places).Concat(2, places);
        graph.Output(RegionContract.Boxes, boxes);
        graph.Output(RegionContract.Scores, scores);
        graph.Output(RegionContract.Features, Describe(looks, places, design));                 // (N, R, F)
        graph.Output(RegionContract.Labels, Name(looks, design), TensorType.Int64);
        foreach (var (key, value) in Settings(design)) graph.Describe(key, value);
        return graph.ToModel();
    }

    /// <summary>What speaks for an object at each place, (N, 32, P, P).</summary>
    private static GraphValue Search(GraphValue outlines, GraphValue map) =>
        DetectorMap.Layer(DetectorMap.Layer((map.Convolve("refine").Double() + outlines).Relu(), "search1"), "search2");

    /// <summary>The whole picture and the boxes at the places that are most surely the middle of an object, in pixels; their scores.</summary>
    private static (GraphValue Boxes, GraphValue Scores) Find(GraphValue found, DetectorDesign design)
    {
        var graph = found.Graph;
        var heat = found.Convolve("centre").Sigmoid();                                          // (N, 1, P, P)
        var highest = graph.Node("MaxPool", [heat], ("kernel_shape", [3, 3]), ("pads", [1, 1, 1, 1]), ("strides", [1, 1]));
        var peaks = (heat * heat.Node("Equal", highest).Cast(TensorType.Float)).Reshape(0, -1); // (N, P P)
        var (best, places) = graph.Pair("TopK", [peaks, graph.Integers(design.Regions - 1)]);   // (N, R - 1)
        var all = Boxes(found, design).Transpose(0, 2, 1);                                      // (N, P P, 4)
        var boxes = graph.Node("GatherND", [all, places.Unsqueeze(2)], ("batch_dims", 1));      // (N, R - 1, 4)
        var isRegion = best.Node("GreaterOrEqual", graph.Constant(design.Threshold)).Cast(TensorType.Float);
        var nothing = best.Slice(1, 0, 1) * 0;                                                  // (N, 1)
        var whole = nothing.Unsqueeze(2) + graph.Constant([0, 0, design.Side, design.Side], 1, 1, 4);
        return (whole.Concat(1, boxes), (nothing + 1).Concat(1, best * isRegion));
    }

    /// <summary>The box of an object at each place, (N, 4, P P): the place's middle and the way to each side.</summary>
    private static GraphValue Boxes(GraphValue found, DetectorDesign design)
    {
        var graph = found.Graph;
        var ways = found.Convolve("sides").Exp().Reshape(0, 4, -1) * graph.Constant(
            [-DetectorDesign.Stride, -DetectorDesign.Stride, DetectorDesign.Stride, DetectorDesign.Stride], 1, 4, 1);
        var middles = graph.Constant(Middles(design.Places), 1, 4, design.Places * design.Places);
        return (ways + middles).Node("Clip", graph.Constant(0), graph.Constant(design.Side));
    }

    /// <summary>x, y, x, y of the middle of every place, in pixels, (4, P P).</summary>
    private static float[] Middles(int places)
    {
        var middles = new float[4 * places * places];
        for (var i = 0; i < middles.Length; i++)
        {
            var place = i % (places * places);
            var along = i / (places * places) % 2 == 0 ? place % places : place / places;
            middles[i] = (along + 0.5f) * DetectorDesign.Stride;
        }
        return middles;
    }

    /// <summary>Boxes and their areas, (N, R, 5).</summary>
    private static GraphValue WithArea(GraphValue boxes)
    {
        var sizes = Sizes(boxes);
        return boxes.Concat(2, sizes.Slice(2, 0, 1) * sizes.Slice(2, 1, 2));
    }

    private static GraphValue Sizes(GraphValue boxes) => boxes.Slice(2, 2, 4) - boxes.Slice(2, 0, 2);

    /// <summary>What the map holds at nine points of each box, condensed.</summary>
    /// <param name="map">(N, C, P / 2, P / 2)</param>
    /// <param name="boxes">(N, R, 4 or more), relative to the picture.</param>
    private static GraphValue Look(GraphValue map, GraphValue boxes)
    {
        var graph = map.Graph;
        var (corners, sizes) = (boxes.Slice(2, 0, 2), Sizes(boxes));                            // (N, R, 2)
        var shares = graph.Constant(Shares(), 1, 1, DetectorDesign.Points * DetectorDesign.Points, 2);
        var points = (corners.Unsqueeze(2) + sizes.Unsqueeze(2) * shares) * 2 + -1;             // (N, R, 9, 2)
        var seen = graph.Node("GridSample", [map, points], ("mode", "bilinear"), ("padding_mode", "border"));   // (N, C, R, 9)
        return seen.Transpose(0, 2, 1, 3).Reshape(0, 0, -1).Linear("looks").Relu();             // (N, R, looks)
    }

    /// <summary>The probability of each answer about an object, and about the whole picture, 0 where the region is the other; the box.</summary>
    private static GraphValue Describe(GraphValue looks, GraphValue places, DetectorDesign design)
    {
        var isWhole = new float[design.Regions];
        isWhole[0] = 1;
        var ofWhole = looks.Graph.Constant(isWhole, 1, design.Regions, 1);
        var ofObjects = looks.Graph.Constant(Array.ConvertAll(isWhole, value => 1 - value), 1, design.Regions, 1);
        GraphValue[] answers =
        [
            .. design.ObjectHeads.Select(head => looks.Linear($"heads.{head}").Softmax(axis: -1) * ofObjects),
            .. design.SceneHeads.Select(head => looks.Linear($"heads.{head}").Softmax(axis: -1) * ofWhole),
        ];
        return answers[0].Concat(2, [.. answers[1..], places]);
    }

    /// <summary>Where in a box the points lie, from 0 at its top left to 1: x and y of each, row by row, (9, 2).</summary>
    private static float[] Shares()
    {
        var shares = new float[2 * DetectorDesign.Points * DetectorDesign.Points];
        for (var i = 0; i < shares.Length; i++)
        {
            var point = i / 2;
            var step = i % 2 == 0 ? point % DetectorDesign.Points : point / DetectorDesign.Points;
            shares[i] = (step + 0.5f) / DetectorDesign.Points;
        }
        return shares;
    }

    /// <summary>The number of each region's label, (N, R).</summary>
    private static GraphValue Name(GraphValue looks, DetectorDesign design)
    {
        var objectCount = design.ObjectHeads.Aggregate(1, (count, head) => count * ClassCount(looks, head));
        var objects = Combine(looks, design.ObjectHeads);
        var scenes = Combine(looks, design.SceneHeads) + looks.Graph.Integer(objectCount);
        return scenes.Slice(1, 0, 1).Concat(1, objects.Slice(1, 1, long.MaxValue));
    }

    /// <summary>The likeliest class of every head, as digits of one number, (N, R).</summary>
    private static GraphValue Combine(GraphValue looks, IReadOnlyList<string> heads)
    {
        var graph = looks.Graph;
        var number = graph.Integer(0);
        foreach (var head in heads)
        {
            var likeliest = graph.Node("ArgMax", [looks.Linear($"heads.{head}")], ("axis", -1), ("keepdims", 0));
            number = number * graph.Integer(ClassCount(looks, head)) + likeliest;
        }
        return number;
    }

    private static int ClassCount(GraphValue looks, string head) => looks.Graph.Checkpoint[$"heads.{head}.bias"].Shape[0];

    private static IEnumerable<(string Key, string Value)> Settings(DetectorDesign design)
    {
        static string OfEach(float number) => string.Create(CultureInfo.InvariantCulture, $"{number},{number},{number}");
        yield return (DetectorSettings.ContractKey, DetectorSettings.Contract);
        yield return (DetectorSettings.IdKey, design.Id);
        yield return (DetectorSettings.ColourKey, "RGB");
        yield return (DetectorSettings.MeanKey, OfEach(DetectorDesign.Mean));
        yield return (DetectorSettings.DeviationKey, OfEach(DetectorDesign.Deviation));
        yield return (DetectorSettings.ShortSideKey, "0");
        yield return (DetectorSettings.LabelsKey, string.Join(',', design.Labels));
    }
}
