using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Scoring;

public sealed class PairExplanationTests
{
    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Attention_and_score_vectors_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var pairs = new GoldenPairs(golden);
        using var scorer = new FusedScorer(golden.Checkpoint, golden.Config, golden.Module);
        var longest = golden.Captions.Max(caption => caption.Length);
        var (regions, size) = (golden.Config.RegionCount, golden.Config.SimilaritySize);
        var attention = new float[pairs.Images.Count * pairs.Captions.Count * longest * regions];
        var vectors = new float[pairs.Images.Count * pairs.Captions.Count * size];
        for (var pair = 0; pair < pairs.Images.Count * pairs.Captions.Count; pair++)
        {
            var explanation = scorer.Explain(pairs.Images, pair / pairs.Captions.Count, pairs.Captions, pair % pairs.Captions.Count);
            explanation.Attention.ToArray().CopyTo(attention, pair * longest * regions);
            explanation.SimilarityVector.ToArray().CopyTo(vectors, pair * size);
        }
        golden.AssertOutput("alpha", attention);
        golden.AssertOutput("sim_vec", vectors);
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Similarity_vectors_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var pairs = new GoldenPairs(golden);
        using var scorer = new FusedScorer(golden.Checkpoint, golden.Config, golden.Module);
        var size = golden.Config.SimilaritySize;
        var longest = golden.Captions.Max(caption => caption.Length);
        List<float> locals = [], globals = [];
        foreach (var pair in golden.Document.GetProperty("pairs_image_caption").EnumerateArray())
        {
            var alignments = scorer.Explain(pairs.Images, pair[0].GetInt32(), pairs.Captions, pair[1].GetInt32()).Alignments;
            globals.AddRange(alignments.Take(size));
            locals.AddRange(alignments.Skip(size));
            locals.AddRange(new float[(longest + 1) * size - alignments.Count]);   // the file is padded with zeros
        }
        golden.AssertOutput("sim_glo", [.. globals]);
        golden.AssertOutput("sim_loc", [.. locals]);
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Module_weights_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var pairs = new GoldenPairs(golden);
        using var scorer = new FusedScorer(golden.Checkpoint, golden.Config, golden.Module);
        if (golden.Module == SimilarityModule.Sgr)
        {
            var pair = golden.Document.GetProperty("sgr_pair_image_caption");
            var explanation = scorer.Explain(pairs.Images, pair[0].GetInt32(), pairs.Captions, pair[1].GetInt32());
            golden.AssertOutput("sgr_edges", [.. explanation.Edges.SelectMany(edges => edges)]);
            golden.AssertOutput("sgr_nodes", [.. explanation.Nodes.SelectMany(nodes => nodes)]);
            return;
        }

        var longest = golden.Captions.Max(caption => caption.Length) + 1;
        var weights = new float[pairs.Images.Count * pairs.Captions.Count * longest];
        for (var pair = 0; pair < pairs.Images.Count * pairs.Captions.Count; pair++)
            scorer.Explain(pairs.Images, pair / pairs.Captions.Count, pairs.Captions, pair % pairs.Captions.Count)
                .FilterWeights.ToArray().CopyTo(weights, pair * longest);
        golden.AssertOutput("saf_attn", weights);
    }

    [Theory]
    [InlineData(SimilarityModule.Sgr)]
    [InlineData(SimilarityModule.Saf)]
    public void An_explained_score_is_bitwise_the_score(SimilarityModule module)
    {
        var config = new ModelConfig { FeatureSize = 8, WordSize = 8, JointSize = 64, SimilaritySize = 32, VocabularySize = 9 };
        var checkpoint = RandomCheckpoint.Create(config, module, seed: 1);
        var images = RandomPairs.Images(3, config.RegionCount, config.JointSize, seed: 2);
        var captions = RandomPairs.Captions([5, 12, 1, 40], config.JointSize, seed: 3);
        using var scorer = new FusedScorer(checkpoint, config, module);
        var scores = FusedScorerTests.Score(scorer, images, captions);
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        for (var pair = 0; pair < scores.Length; pair++)
            Assert.Equal(scores[pair], scorer.Explain(packedImages, pair / 4, packedCaptions, pair % 4).Score);
    }

    [Theory]
    [InlineData(SimilarityModule.Sgr)]
    [InlineData(SimilarityModule.Saf)]
    public void The_score_without_a_word_is_that_of_the_formulas_without_its_node(SimilarityModule module)
    {
        var config = new ModelConfig { FeatureSize = 8, WordSize = 8, JointSize = 64, SimilaritySize = 32, VocabularySize = 9 };
        var checkpoint = RandomCheckpoint.Create(config, module, seed: 4);
        var images = RandomPairs.Images(1, config.RegionCount, config.JointSize, seed: 5);
        var captions = RandomPairs.Captions([6], config.JointSize, seed: 6);
        using var scorer = new FusedScorer(checkpoint, config, module);
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        var reference = new ReferenceScorer(checkpoint, config, module);
        var expected = Enumerable.Range(0, 6).Select(word => (float)reference.Score(
            ReferenceScorer.Rows(images.Regions, config.JointSize), ReferenceScorer.Rows(images.Globals, config.JointSize)[0],
            ReferenceScorer.Rows(captions.Words, config.JointSize), ReferenceScorer.Rows(captions.Globals, config.JointSize)[0],
            withoutWord: word)).ToArray();
        Close.Assert(expected, [.. scorer.Explain(packedImages, 0, packedCaptions, 0).ScoresWithoutWord], 2e-6, "scores without a word");
    }
}
