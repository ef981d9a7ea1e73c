using Microsoft.ML.OnnxRuntime.Tensors;

namespace Sgraf.Model.Images.Regions;

/// <summary>What the contract of a region detector, version 1, demands of a model's inputs and outputs.</summary>
/// <remarks>
/// Input <c>image</c>: float32 [3, H, W] or [N, 3, H, W]. Outputs, best region first: <c>boxes</c> float32 [R, 4], x1 y1 x2 y2 in input
/// pixels; <c>scores</c> float32 [R]; <c>features</c> float32 [R, F]; perhaps <c>labels</c> int64 [R]; or all of them with N before.
/// Last rows whose score is exactly 0 are no regions: pictures of one run have as many rows, but not as many regions.
/// </remarks>
internal static class RegionContract
{
    public const string Image = "image";
    public const string Boxes = "boxes";
    public const string Scores = "scores";
    public const string Features = "features";
    public const string Labels = "labels";

    /// <summary>Everything in a model's declaration that departs from the contract, one line each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">What is written of it.</param>
    /// <param name="needsFeatures">False when only its boxes are of interest.</param>
    public static IEnumerable<string> Problems(OnnxModel model, DetectorSettings settings, bool needsFeatures)
    {
        var problems = model.Inputs is [{ Name: Image } image]
            ? InputProblems(image).Concat(SizeProblems(image, settings))
            : [$"expected one input, {Image}, found {List(model.Inputs)}"];
        return problems
            .Concat(OutputProblems(model, Boxes, TensorElementType.Float, rank: 2, lastLength: 4))
            .Concat(OutputProblems(model, Scores, TensorElementType.Float, rank: 1))
            .Concat(needsFeatures ? OutputProblems(model, Features, TensorElementType.Float, rank: 2) : [])
            .Concat(model.Output(Labels) is null ? [] : OutputProblems(model, Labels, TensorElementType.Int64, rank: 1));
    }

    /// <summary>Names, types and shapes for a message.</summary>
    public static string List(IReadOnlyList<TensorPort> ports) => ports.Count == 0 ? "none" : string.Join(", ", ports);

    private static IEnumerable<string> InputProblems(TensorPort image)
    {
        if (!image.IsFloat || image.Lengths.Count is not (3 or 4) || !image.Allows(-3, 3))
            yield return $"input {image}: expected float32 [3, H, W] or [N, 3, H, W]";
        else if (image.Lengths.Count == 4 && image.Lengths[0] is > 1 or 0)
            yield return $"input {image}: expected N free or 1";
    }

    private static IEnumerable<string> SizeProblems(TensorPort image, DetectorSettings settings)
    {
        if (image.Lengths.Count < 3) yield break;
        var (height, width, sizing) = (image.Lengths[^2], image.Lengths[^1], settings.Sizing);
        var smaller = Math.Min(height, width);
        if (Math.Max(height, width) > DetectorSettings.LongestSide || height == 0 || width == 0)
            yield return $"input {image}: expected H and W free, or from 1 to {DetectorSettings.LongestSide}";
        else if (height > 0 != width > 0)
            yield return $"input {image}: expected H and W both fixed or both free";
        else if (height < 0 && sizing.ShortSide == 0)
            yield return $"input {image}: H and W are free, so {DetectorSettings.ShortSideKey} must be above 0";
        else if (height > 0 && sizing.ShortSide > 0 && sizing.LongSide > smaller)
            yield return $"input {image}: H and W are fixed, so {DetectorSettings.ShortSideKey} must be 0 (the picture is squeezed), "
                + $"or {DetectorSettings.LongSideKey} at most {smaller} (it keeps its shape and is padded); "
                + $"found {sizing.ShortSide} and {sizing.LongSide}";
        if (sizing.ShortSide > sizing.LongSide)
            yield return $"{DetectorSettings.LongSideKey} is {sizing.LongSide}, expected at least "
                + $"{DetectorSettings.ShortSideKey}, {sizing.ShortSide}";
    }

    private static IEnumerable<string> OutputProblems(OnnxModel model, string name, TensorElementType type, int rank, int lastLength = -1)
    {
        var last = lastLength < 0 ? "F" : $"{lastLength}";
        var axes = rank == 1 ? "[R] or [N, R]" : $"[R, {last}] or [N, R, {last}]";
        var expected = $"{(type == TensorElementType.Float ? "float32" : "int64")} {axes}";
        if (model.Output(name) is not { } output)
            yield return $"output {name} is missing, expected {expected}; found {List(model.Outputs)}";
        else if (output.Type != type
            || (!output.HasAnyShape && (output.Lengths.Count - rank is not (0 or 1) || (lastLength > 0 && !output.Allows(-1, lastLength)))))
            yield return $"output {output}: expected {expected}";
    }
}
