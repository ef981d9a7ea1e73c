using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Explain;

/// <summary>Puts what each network says of a pair into the client's terms.</summary>
/// <param name="text">The text.</param>
/// <param name="regions">The picture's regions, without repeats.</param>
/// <param name="parts">What each network says.</param>
internal sealed class Evidence(ReadText text, IReadOnlyList<RegionEvidence> regions, IReadOnlyDictionary<SimilarityModule, PairExplanation> parts)
{
    private readonly PairExplanation? _sgr = parts.GetValueOrDefault(SimilarityModule.Sgr), _saf = parts.GetValueOrDefault(SimilarityModule.Saf);

    /// <param name="withEdges">Whether the edges of SGR's steps are wanted.</param>
    public Explanation ToExplanation(bool withEdges)
    {
        var scores = ModuleScores.Of(_sgr?.Score, _saf?.Score);
        var weights = NodeWeights();
        return new Explanation
        {
            Score = scores.Score,
            Sgr = scores.Sgr,
            Saf = scores.Saf,
            Words = [.. Enumerable.Range(0, text.Ids.Length).Select(word => Word(word, scores.Score, weights[word + 1]))],
            GlobalWeight = weights[0],
            Regions = regions,
            Edges = withEdges && _sgr is not null ? [.. _sgr.Edges.Select(Rows)] : null,
        };
    }

    private WordEvidence Word(int word, float score, float weight)
    {
        var without = ModuleScores.Of(_sgr?.ScoresWithoutWord[word], _saf?.ScoresWithoutWord[word]);
        var isSpecial = word == 0 || word == text.Ids.Length - 1;
        var name = word == 0 ? "<start>" : isSpecial ? "<end>" : text.Words[word - 1];
        return new WordEvidence
        {
            Word = name,
            Known = isSpecial || !text.Unknown.Contains(name),
            Special = isSpecial,
            Weight = weight,
            WithoutWord = without,
            Support = score - without.Score,
            Attention = new WordAttention(Attention(_sgr, word), Attention(_saf, word)),
        };
    }

    /// <summary>Of the whole and of each word, (N); they sum to one.</summary>
    private float[] NodeWeights()
    {
        var nodes = text.Ids.Length + 1;
        var weights = _saf?.FilterWeights ?? _sgr!.Edges[^1].Take(nodes);
        return [.. weights.Select(Shorten)];
    }

    /// <summary>A word's attention; what went to a repeated region is given to the region it repeats.</summary>
    private float[]? Attention(PairExplanation? part, int word)
    {
        if (part is null) return null;
        var attention = new float[regions.Count];
        for (var row = 0; row < part.RegionCount; row++)
            attention[row % regions.Count] += part.Attention[word * part.RegionCount + row];
        return Array.ConvertAll(attention, Shorten);
    }

    private static IReadOnlyList<IReadOnlyList<float>> Rows(IReadOnlyList<float> edges)
    {
        var nodes = (int)Math.Sqrt(edges.Count);
        return [.. edges.Select(Shorten).Chunk(nodes)];
    }

    /// <summary>As many digits as anybody can see.</summary>
    private static float Shorten(float value) => MathF.Round(value, 5);
}
