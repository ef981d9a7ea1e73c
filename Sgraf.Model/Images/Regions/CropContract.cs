using Microsoft.ML.OnnxRuntime.Tensors;

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
        else if (!image.IsFloat || image.Lengths.Count != 4 || !image.Allows(1, 3) || !image.Allows(2, image.Lengths[3]) || image.Lengths[0] is 0 or > 1)
            yield return $"input {image}: expected float32 [N, 3, S, S], N free or 1";
        var candidates = Candidates(model, settings);
        if (candidates.Count != 1)
            yield return $"expected one output of float32 [N, F], {(candidates.Count == 0 ? "found" : "name one as detector.output, found")} "
                + RegionContract.List(model.Outputs);
    }

    /// <summary>The output that holds the features.</summary>
    public static TensorPort Features(OnnxModel model, DetectorSettings settings) => Candidates(model, settings).Single();

    /// <summary>The one that is named; else the pooled ones; else the tokens.</summary>
    private static List<TensorPort> Candidates(OnnxModel model, DetectorSettings settings)
    {
        var usable = model.Outputs.Where(output => output.Type == TensorElementType.Float && (output.HasAnyShape || Rank(output) is 2 or 3)).ToList();
        if (settings.FeatureOutput is { } name) return usable.FindAll(output => output.Name == name);
        var pooled = usable.FindAll(output => Rank(output) == 2);
        return pooled.Count > 0 ? pooled : usable;
    }

    /// <summary>Axes without the trailing ones of a pooling that keeps them.</summary>
    private static int Rank(TensorPort output) => output.Lengths is [_, _, 1, 1] ? 2 : output.Lengths.Count;
}
