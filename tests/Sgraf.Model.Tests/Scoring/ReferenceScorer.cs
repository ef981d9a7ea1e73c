using Sgraf.Model.Bundles;

namespace Sgraf.Model.Tests.Scoring;

/// <summary>The formulas of the paper and the official code, pair by pair in double precision, as plainly as they can be written.</summary>
internal sealed class ReferenceScorer(Checkpoint checkpoint, ModelConfig config, SimilarityModule module)
{
    private const double Epsilon = 1e-8;

    /// <param name="regions">(R, D)</param>
    /// <param name="image">The global vector, (D).</param>
    /// <param name="words">(L, D)</param>
    /// <param name="caption">The global vector, (D).</param>
    /// <param name="withoutWord">A word whose node is left out; none when -1.</param>
    public double Score(double[][] regions, double[] image, double[][] words, double[] caption, int withoutWord = -1)
    {
        var contexts = Contexts(regions, words);
        var nodes = new List<double[]> { Similarity(image, caption, "sim_enc.sim_tranglo_w") };
        for (var word = 0; word < words.Length; word++)
            if (word != withoutWord)
                nodes.Add(Similarity(contexts[word], words[word], "sim_enc.sim_tranloc_w"));
        var vector = module == SimilarityModule.Sgr ? Reason(nodes) : Filter(nodes);
        return Sigmoid(Linear(vector, "sim_enc.sim_eval_w")[0]);
    }

    /// <summary>Cuts (n, D) floats into rows.</summary>
    public static double[][] Rows(ReadOnlySpan<float> values, int size) =>
        [.. Array.ConvertAll(values.ToArray(), value => (double)value).Chunk(size)];

    private static double[][] Contexts(double[][] regions, double[][] words)
    {
        var attention = regions.Select(region =>
        {
            var similarities = words.Select(word => Dot(region, word)).Select(value => value > 0 ? value : 0.1 * value).ToArray();
            return Normalize(similarities);
        }).ToArray();
        return [.. words.Select((_, word) =>
        {
            var weights = Softmax([.. attention.Select(row => 9 * row[word])]);
            return Normalize(Sum(regions, weights));
        })];
    }

    private double[] Similarity(double[] left, double[] right, string layer) =>
        Normalize(Linear([.. left.Zip(right, (a, b) => (a - b) * (a - b))], layer));

    private double[] Reason(List<double[]> nodes)
    {
        var current = nodes.ToArray();
        for (var step = 0; step < config.GraphSteps; step++)
        {
            var name = $"sim_enc.SGR_module.{step}.";
            var keys = current.Select(node => Linear(node, name + "graph_key_w")).ToArray();
            current = [.. current.Select(node =>
            {
                var query = Linear(node, name + "graph_query_w");
                var message = Sum(current, Softmax([.. keys.Select(key => Dot(query, key))]));
                return Linear(message, name + "sim_graph_w").Select(value => Math.Max(value, 0)).ToArray();
            })];
        }
        return current[0];
    }

    private double[] Filter(List<double[]> nodes)
    {
        double Value(string name) => checkpoint["sim_enc.SAF_module." + name].Span[0];
        var attention = nodes.Select(node =>
        {
            var logit = Linear(node, "sim_enc.SAF_module.attn_sim_w")[0];
            var normed = (logit - Value("bn.running_mean")) / Math.Sqrt(Value("bn.running_var") + 1e-5);
            return Sigmoid(normed * Value("bn.weight") + Value("bn.bias"));
        }).ToArray();
        var sum = attention.Sum() + Epsilon;
        return Normalize(Sum([.. nodes], [.. attention.Select(value => value / sum)]));
    }

    private double[] Linear(double[] input, string layer)
    {
        var weight = checkpoint[layer + ".weight"].Values.ToArray();
        var bias = checkpoint[layer + ".bias"].Values.ToArray();
        return [.. bias.Select((start, output) => start + input.Select((value, i) => value * weight[output * input.Length + i]).Sum())];
    }

    private static double[] Sum(double[][] rows, double[] weights) =>
        [.. rows[0].Select((_, column) => rows.Zip(weights, (row, weight) => row[column] * weight).Sum())];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double[] Normalize(double[] values)
    {
        var norm = Math.Sqrt(Dot(values, values)) + Epsilon;
        return [.. values.Select(value => value / norm)];
    }

    private static double[] Softmax(double[] values)
    {
        var exponentials = values.Select(value => Math.Exp(value - values.Max())).ToArray();
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
