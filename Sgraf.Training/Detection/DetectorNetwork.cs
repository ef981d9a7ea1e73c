using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;
using Sgraf.Training.Network;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>The small detector, to be trained: where objects are, how far they reach, and what they look like.</summary>
/// <remarks>
/// One stage without anchors (Zhou et al., "Objects as Points", 2019). Shapes: <c>C</c> channels of the map, <c>P = S / 4</c> places along
/// a side at which objects are searched: at half as many, neighbours merge. <see cref="DetectorGraph"/> is its twin, which serves.
/// </remarks>
internal sealed class DetectorNetwork : Module
{
    /// <summary>Values that a region's looks are condensed to.</summary>
    private const int LookSize = 128;

    /// <summary>x1, y1, x2, y2 and the area.</summary>
    private const int BoxSize = 5;

    /// <summary>So few places are the middle of an object that the first losses would be of nothing else.</summary>
    private static readonly Scalar FirstCentreBias = -4;

    /// <summary>Half of a usual object's side, in the logarithm of strides.</summary>
    private static readonly Scalar FirstSideBias = 1.7;

    private static readonly Scalar Two = 2;
    private static readonly Scalar MinusOne = -1;
    private static readonly Scalar Stride = DetectorDesign.Stride;

    [ComponentName(Name = "map")] private readonly PictureMap _map;
    [ComponentName(Name = "refine")] private readonly Conv2d _refine;
    [ComponentName(Name = "search1")] private readonly ConvolutionLayer _search1;
    [ComponentName(Name = "search2")] private readonly ConvolutionLayer _search2;
    [ComponentName(Name = "centre")] private readonly Conv2d _centre;
    [ComponentName(Name = "sides")] private readonly Conv2d _sides;
    [ComponentName(Name = "looks")] private readonly Linear _looks;
    [ComponentName(Name = "heads")] private readonly AttributeHeads _heads;

    /// <param name="seed">Start of the random numbers that the first weights are drawn from.</param>
    public DetectorNetwork(int seed) : base(nameof(DetectorNetwork))
    {
        TorchLibrary.Require();
        _map = new PictureMap();
        _refine = Conv2d(PictureMap.Channels, PictureMap.OutlineChannels, 1);
        _search1 = new ConvolutionLayer(PictureMap.OutlineChannels, PictureMap.OutlineChannels);
        _search2 = new ConvolutionLayer(PictureMap.OutlineChannels, PictureMap.OutlineChannels);
        _centre = Conv2d(PictureMap.OutlineChannels, 1, 1);
        _sides = Conv2d(PictureMap.OutlineChannels, 4, 1);
        _looks = Linear(PictureMap.Channels * DetectorDesign.Points * DetectorDesign.Points, LookSize);
        _heads = new AttributeHeads(LookSize + BoxSize, DetectorLabels.Heads);
        RegisterComponents();
        InitialWeights.Draw(this, seed);
        using var untracked = no_grad();
        _centre.bias!.fill_(FirstCentreBias);
        _sides.bias!.fill_(FirstSideBias);
    }

    /// <summary>The weights by name, as <see cref="DetectorGraph"/> takes them.</summary>
    public Checkpoint ToCheckpoint() =>
        new(this.AllTensors().ToDictionary(tensor => tensor.Name, tensor => NetworkWeights.Read(tensor.Tensor), StringComparer.Ordinal));

    /// <summary>Looks at pictures.</summary>
    /// <param name="images">(B, 3, S, S), as the contract prepares them.</param>
    /// <returns>Outlines, (B, 32, P, P), and what is where, (B, C, P / 2, P / 2).</returns>
    public (Tensor Outlines, Tensor Map) Look(Tensor images) => _map.call(images);

    /// <summary>Searches for objects.</summary>
    /// <param name="outlines">(B, 32, P, P)</param>
    /// <param name="map">(B, C, P / 2, P / 2)</param>
    /// <returns>
    /// How surely each place is the middle of an object, as logits, (B, P P); and the way from the middle of the place to the left,
    /// upper, right and lower side of that object, in pixels, (B, P P, 4).
    /// </returns>
    public (Tensor Centres, Tensor Sides) Search(Tensor outlines, Tensor map)
    {
        using var scope = NewDisposeScope();
        var refined = functional.relu(PictureMap.Double(_refine.call(map)).Plus(outlines));             // (B, 32, P, P)
        var seen = functional.relu(_search1.call(refined));                                             // (B, 32, P, P)
        var found = functional.relu(_search2.call(seen));                                               // (B, 32, P, P)
        var centres = _centre.call(found).flatten(1);
        var sides = _sides.call(found).exp().mul(Stride).flatten(2).mT;
        return (centres.MoveToOuterDisposeScope(), sides.MoveToOuterDisposeScope());
    }

    /// <summary>What is to be said of regions, from what the map holds at nine points of each, condensed, and from the box itself.</summary>
    /// <param name="map">(B, C, P / 2, P / 2)</param>
    /// <param name="boxes">(B, R, 4) x1 y1 x2 y2, relative to the picture.</param>
    /// <returns>The logits of the answers to each question, (B, R, classes); see <see cref="DetectorLabels.Heads"/>.</returns>
    public IReadOnlyList<Tensor> Judge(Tensor map, Tensor boxes)
    {
        var corners = boxes.narrow(2, 0, 2);                                                            // (B, R, 2)
        var sizes = boxes.narrow(2, 2, 2).sub(corners);                                                 // (B, R, 2)
        var points = sizes.unsqueeze(2).mul(Shares(map.device)).Plus(corners.unsqueeze(2));             // (B, R, 9, 2)
        var grid = points.mul(Two).Plus(MinusOne);
        var seen = functional.grid_sample(map, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false);
        var looks = functional.relu(_looks.call(seen.transpose(1, 2).flatten(2)));                      // (B, R, looks)
        return _heads.call(cat([looks, boxes, sizes.prod(2, keepdim: true)], dim: 2));
    }

    private static Tensor Shares(Device device)
    {
        var steps = Enumerable.Range(0, DetectorDesign.Points).Select(step => (step + 0.5f) / DetectorDesign.Points).ToArray();
        var shares = from y in steps from x in steps from share in (float[])[x, y] select share;
        return tensor(shares.ToArray(), [DetectorDesign.Points * DetectorDesign.Points, 2], device: device);
    }
}
