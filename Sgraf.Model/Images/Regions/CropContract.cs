namespace Sgraf.Model.Images.Regions;

/// <summary>What a network for crops has to look like: one picture in, one vector out, as image backbones are usually exported.</summary>
/// <remarks>
/// One input, float32 [N, 3, H, W], N free or 1. Among the outputs one of float32 [N, F] or [N, F, 1, 1]; or [N, T, F], the tokens of a
/// transformer, of which the first, the class token, is taken.
/// </remarks>
internal static class CropContract
{
    /// <summary>Everything in a model's declaration that keeps it from being used, one line each.</summary>
    public static IEnumerable<string> Problems(OnnxModel model, DetectorSettings settings)
    {
        if (model.Inputs is not [var image])
            yield return $"expected one input, the picture, found {RegionContract.List(model.Inputs)}; export the image network alone";
        else if (!TakesSquares(image))
            yield return $"input {image}: expected float32 [N, 3, S, S], N free or 1, S free or from 1 to {DetectorSettings.LongestCropSide}";
        var candidates = Candidates(model, settings).Count;
        var remedy = candidates > 1 ? "name one as detector.output, " : "";
        if (candidates != 1) yield return $"expected one output of float32 [N, F], {remedy}found {RegionContract.List(model.Outputs)}";
    }

    private static bool TakesSquares(TensorPort image) =>
        image.IsFloat && image.Lengths is [-1 or 1, _, var height, var width] && image.Allows(1, 3)
        && height == width && height is -1 or (>= 1 and <= DetectorSettings.LongestCropSide);

    /// <summary>The output that holds the features.</summary>
    public static TensorPort Features(OnnxModel model, DetectorSettings settings) => Candidates(model, settings).Single();

    /// <summary>The one that is named; else the pooled ones; else the tokens.</summary>
    private static List<TensorPort> Candidates(OnnxModel model, DetectorSettings settings)
    {
        var usable = model.Outputs.Where(output => output.IsFloat && (output.HasAnyShape || Rank(output) is 2 or 3)).ToList();
        if (settings.FeatureOutput is { } name) return usable.FindAll(output => output.Name == name);
        var pooled = usable.FindAll(output => Rank(output) == 2);
        return pooled.Count > 0 ? pooled : usable;
    }

    /// <summary>Axes without the trailing ones of a pooling that keeps them.</summary>
    private static int Rank(TensorPort output) => output.Lengths is [_, _, 1, 1] ? 2 : output.Lengths.Count;
}
