using System.Numerics.Tensors;
using Sgraf.Model.Bundles;

namespace Sgraf.Model.Search;

/// <summary>A linear layer of <c>shortlist.safetensors</c>.</summary>
/// <param name="head">The file's tensors, checked.</param>
/// <param name="side"><see cref="Image"/> or <see cref="Text"/>.</param>
internal sealed class ShortlistProjection(IReadOnlyDictionary<string, WeightTensor> head, string side)
{
    public const string Image = "image", Text = "text";

    private readonly float[] _weight = head[Weight(side)].Values.ToArray(), _bias = head[Bias(side)].Values.ToArray();

    /// <summary>K: values of a result.</summary>
    public int Outputs => _bias.Length;

    /// <param name="inputs">(rows, G)</param>
    /// <returns>(rows, K)</returns>
    public float[] Apply(ReadOnlySpan<float> inputs)
    {
        var size = _weight.Length / Outputs;
        var results = new float[inputs.Length / size * Outputs];
        for (var place = 0; place < results.Length; place++)
        {
            var (row, output) = Math.DivRem(place, Outputs);
            results[place] = _bias[output] + TensorPrimitives.Dot(inputs.Slice(row * size, size), _weight.AsSpan(output * size, size));
        }
        return results;
    }

    /// <summary>Checks the names and shapes of both projections.</summary>
    /// <exception cref="CheckpointException">Lists every problem.</exception>
    public static void Check(IReadOnlyDictionary<string, WeightTensor> head, int inputs)
    {
        var outputs = head.TryGetValue(Weight(Image), out var weight) && weight.Shape is [> 0 and var rows, _] ? rows : (int?)null;
        var problems = new List<string>();
        foreach (var side in (string[])[Image, Text])
        {
            Expect(Weight(side), outputs, inputs);
            Expect(Bias(side), outputs);
        }
        problems.AddRange(head.Keys.Except([Weight(Image), Bias(Image), Weight(Text), Bias(Text)]).Select(name => $"{name}: unknown"));
        if (problems.Count > 0)
            throw CheckpointProblems.ToException("shortlist.safetensors does not fit the bundle", problems);

        void Expect(string name, params int?[] shape)
        {
            var expected = $"({string.Join(", ", shape.Select(length => length is null ? "K" : $"{length}"))})";
            if (!head.TryGetValue(name, out var tensor))
                problems.Add($"{name}: expected shape {expected}, found no such tensor");
            else if (tensor.Shape.Count != shape.Length || tensor.Shape.Zip(shape).Any(axis => axis.First < 1 || (axis.Second ?? axis.First) != axis.First))
                problems.Add($"{name}: expected shape {expected}, found {CheckpointProblems.Describe(tensor.Shape)}");
        }
    }

    private static string Weight(string side) => $"{side}.weight";

    private static string Bias(string side) => $"{side}.bias";
}
