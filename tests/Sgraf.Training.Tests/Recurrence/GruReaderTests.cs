using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using Sgraf.Training.Recurrence;
using Sgraf.Training.Tests.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Sgraf.Training.Tests.Recurrence;

public sealed class GruReaderTests
{
    private static readonly int[] Lengths = [7, 6, 6, 3, 1];

    [Theory]
    [InlineData(40, 10, 1, true)]
    [InlineData(64, 33, 1, false)]
    [InlineData(20, 7, 2, true)]
    public void States_and_gradients_are_those_of_libtorch(int hidden, int wordSize, int layers, bool bidirectional)
    {
        TorchLibrary.Load();
        using var scope = NewDisposeScope();
        var config = new ModelConfig { JointSize = hidden, WordSize = wordSize, GruLayers = layers, Bidirectional = bidirectional };
        using var gru = GRU(wordSize, hidden, layers, batchFirst: true, bidirectional: bidirectional);
        var random = new Random(2);
        var range = 1 / MathF.Sqrt(hidden);
        using (no_grad())
        {
            foreach (var parameter in gru.parameters()) parameter.copy_(random.Uniform(-range, range, parameter.shape));
        }
        using var reader = new GruReader(gru, config);
        for (var batch = 0; batch < 2; batch++)     // the second in the memory of the first
        {
            var vectors = random.Uniform(-1, 1, Lengths.Length, Lengths[0], wordSize).requires_grad_();
            var expected = Read(gru, vectors);
            var slopes = random.Uniform(-1, 1, expected.shape).mul(expected.ne(zeros_like(expected)));
            expected.backward([slopes]);
            var gradients = Gradients(gru);
            foreach (var parameter in gru.parameters()) parameter.grad = null;

            var found = reader.Read(vectors, Lengths);
            Close.Assert(NetworkWeights.Read(expected).Span, NetworkWeights.Read(found).Span, 1e-6, "states");
            Close.Assert(NetworkWeights.Read(vectors.grad!).Span, NetworkWeights.Read(reader.Backward(slopes)).Span, 1e-5, "word vectors");
            foreach (var (name, values) in Gradients(gru)) Close.Assert(gradients[name], values, 1e-5 * (1 + gradients[name].Max(Math.Abs)), name);
            foreach (var parameter in gru.parameters()) parameter.grad = null;
        }
    }

    [Fact]
    public void A_cut_batch_has_the_gradients_of_a_whole_one()
    {
        TorchLibrary.Load();
        using var scope = NewDisposeScope();
        var config = new ModelConfig { FeatureSize = 12, WordSize = 9, JointSize = 24, SimilaritySize = 8, RegionCount = 5, VocabularySize = 30 };
        using var network = new SgrafNetwork(config, NetworkKind.Sgr, Regularization.None);
        InitialWeights.Draw(network, seed: 4);
        var (features, captions) = (new Random(5).Uniform(0, 1, 3, 5, 12), new CaptionBatch([[1, 5, 6, 2], [1, 7, 2], [1, 2]], CPU));
        var whole = GradientsOf(network, new CutBatch(network.Encode(features, captions)));
        var cut = GradientsOf(network, network.EncodeCut(features, captions));
        Assert.Equal(whole.Keys, cut.Keys);
        foreach (var (name, values) in whole) Close.Assert(values, cut[name], 1e-5 * (1 + values.Max(Math.Abs)), name);
    }

    private static Dictionary<string, float[]> GradientsOf(SgrafNetwork network, CutBatch batch)
    {
        foreach (var parameter in network.parameters()) parameter.grad = null;
        var slopes = new Random(6).Uniform(-1, 1, network.Config.JointSize);
        foreach (var leaf in (Tensor[])[batch.Leaves.Words, batch.Leaves.Captions, batch.Leaves.Regions]) leaf.backward([slopes.expand_as(leaf)]);
        batch.Backward();
        return network.named_parameters().Where(parameter => parameter.parameter.grad is not null)
            .ToDictionary(parameter => parameter.name, parameter => NetworkWeights.Read(parameter.parameter.grad!).Values.ToArray());
    }

    private static Tensor Read(GRU gru, Tensor vectors)
    {
        var packed = pack_padded_sequence(vectors, tensor(Array.ConvertAll(Lengths, length => (long)length)), batch_first: true);
        return pad_packed_sequence(gru.call(packed).Item1, batch_first: true).Item1;
    }

    private static Dictionary<string, float[]> Gradients(GRU gru) => gru.named_parameters()
        .ToDictionary(parameter => parameter.name, parameter => NetworkWeights.Read(parameter.parameter.grad!).Values.ToArray());
}
