using System.Numerics.Tensors;

namespace Sgraf.Model.Bundles;

/// <summary>What keeps tensors from being the weights of a network, one line each.</summary>
internal static class CheckpointProblems
{
    /// <summary>Everything wrong with weights in memory.</summary>
    internal static IEnumerable<string> Of(CheckpointSchema schema, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var shapes = checkpoint.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Shape);
        return OfLayout(schema, shapes).Concat(checkpoint.Tensors.SelectMany(tensor => OfValues(tensor.Key, tensor.Value)));
    }

    /// <summary>Tensors that are missing, unknown or of another shape.</summary>
    internal static IEnumerable<string> OfLayout(
        CheckpointSchema schema, IReadOnlyCollection<KeyValuePair<string, IReadOnlyList<int>>> found)
    {
        var foundNames = found.Select(tensor => tensor.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, shape) in schema.Shapes)
        {
            if (!foundNames.Contains(name) && !CheckpointSchema.IsCounter(name))
                yield return $"missing: {name} {Describe(shape)}";
        }
        foreach (var (name, shape) in found)
        {
            if (!schema.Shapes.TryGetValue(name, out var expected))
                yield return $"unknown: {SafetensorsHeader.Shorten(name)} {Describe(shape)}";
            else if (!shape.SequenceEqual(expected))
                yield return $"{name}: expected shape {Describe(expected)}, found {Describe(shape)}";
        }
    }

    /// <summary>Values that would make every score NaN.</summary>
    internal static IEnumerable<string> OfValues(string name, WeightTensor tensor)
    {
        using var view = tensor.View();
        if (!IsFinite(view.Values))
            return [$"{name}: expected finite values, found {CountNonFinite(view.Values)} of {view.Values.Length} that are not"];
        if (name.EndsWith(".running_var", StringComparison.Ordinal) && view.Values.ContainsAnyInRange(float.MinValue, -float.Epsilon))
            return [$"{name}: expected variances from 0, found {TensorPrimitives.Min(view.Values)}"];
        return [];
    }

    /// <summary>A shape as messages show it: <c>(1024, 2048)</c>.</summary>
    internal static string Describe(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";

    /// <summary>One message of all problems.</summary>
    internal static CheckpointException ToException(string subject, IReadOnlyCollection<string> problems) =>
        new($"{subject}, {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:" +
            string.Concat(problems.Select(problem => $"\n- {problem}")));

    private static bool IsFinite(ReadOnlySpan<float> values) =>
        values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values));    // a NaN is larger than any number here

    private static int CountNonFinite(ReadOnlySpan<float> values)
    {
        var count = 0;
        foreach (var value in values)
            count += float.IsFinite(value) ? 0 : 1;
        return count;
    }
}
