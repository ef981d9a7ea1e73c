using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Sgraf.Model.Images.Regions;

/// <summary>What one run of a detector gave, split into pictures.</summary>
internal static class RegionTensors
{
    /// <summary>The names of the outputs of a detector that exist, in the order in which <see cref="Split"/> takes their values.</summary>
    public static string[] Names(OnnxModel model)
    {
        string[] names = [RegionContract.Boxes, RegionContract.Scores, RegionContract.Features, RegionContract.Labels];
        return Array.FindAll(names, name => model.Output(name) is not null);
    }

    /// <summary>The regions of each picture of a run, boxes still in input pixels; a picture may have none.</summary>
    /// <param name="names">Names of the outputs.</param>
    /// <param name="values">Their values.</param>
    /// <param name="pictures">Pictures of the run.</param>
    /// <exception cref="DetectorException">The shapes do not belong together, a value is not finite, or a label is no place.</exception>
    public static DetectedRegions[] Split(string[] names, IReadOnlyList<OrtValue> values, int pictures)
    {
        var shapes = values.Select(value => value.GetTensorTypeAndShape().Shape).ToArray();
        var rows = CommonRows(names, shapes, pictures);
        var boxes = Floats(names, values, RegionContract.Boxes);
        var scores = Floats(names, values, RegionContract.Scores);
        var features = Floats(names, values, RegionContract.Features);
        var labels = Array.IndexOf(names, RegionContract.Labels) is >= 0 and var place ? values[place].GetTensorDataAsSpan<long>() : [];
        if (labels.IndexOfAnyExceptInRange(0, int.MaxValue) is >= 0 and var wrong)
            throw new DetectorException($"{RegionContract.Labels} holds {labels[wrong]}, expected places of a list of names");
        var featureSize = rows == 0 ? 0 : features.Length / (rows * pictures);
        var result = new DetectedRegions[pictures];
        for (var i = 0; i < pictures; i++)
        {
            var count = Found(scores.Slice(i * rows, rows));
            result[i] = new DetectedRegions
            {
                Count = count,
                FeatureSize = featureSize,
                Boxes = boxes.Slice(i * rows * 4, count * 4).ToArray(),
                Scores = scores.Slice(i * rows, count).ToArray(),
                Labels = labels.IsEmpty ? null : labels.Slice(i * rows, count).ToArray(),
                Features = features.Slice(i * rows * featureSize, count * featureSize).ToArray(),
            };
        }
        return result;
    }

    /// <summary>Rows up to the last whose score is not 0: a detector that gives every picture of a run as many rows fills up with zeros.</summary>
    private static int Found(ReadOnlySpan<float> scores) => scores.LastIndexOfAnyExcept(0) + 1;

    /// <summary>The numbers of one output; none where the detector has no such output.</summary>
    private static ReadOnlySpan<float> Floats(string[] names, IReadOnlyList<OrtValue> values, string name)
    {
        var place = Array.IndexOf(names, name);
        if (place < 0) return [];
        var numbers = values[place].GetTensorDataAsSpan<float>();
        return numbers.IsEmpty || TensorPrimitives.IsFiniteAll(numbers)
            ? numbers
            : throw new DetectorException($"{name} holds values that are not finite");
    }

    private static int CommonRows(string[] names, long[][] shapes, int pictures)
    {
        var rows = names.Select((name, i) => Rows(name, shapes[i], pictures)).ToArray();
        if (rows.Distinct().Count() == 1) return (int)rows[0];
        var counts = string.Join(", ", names.Zip(rows, (name, count) => $"{name} {count}"));
        throw new DetectorException($"the outputs have different numbers of rows: {counts}");
    }

    /// <summary>R of one output, whose shape begins with N or, for a single picture, may begin with R.</summary>
    private static long Rows(string name, long[] shape, int pictures)
    {
        var rank = name is RegionContract.Boxes or RegionContract.Features ? 2 : 1;
        var isBatch = shape.Length == rank + 1 && shape[0] == pictures;
        var fits = (isBatch || (shape.Length == rank && pictures == 1)) && (name != RegionContract.Boxes || shape[^1] == 4);
        return fits
            ? shape[isBatch ? 1 : 0]
            : throw new DetectorException($"{name} has shape ({string.Join(", ", shape)}), N being {pictures}");
    }
}
