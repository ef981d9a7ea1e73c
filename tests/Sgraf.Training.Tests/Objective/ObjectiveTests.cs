using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Tests.Network;

namespace Sgraf.Training.Tests.Objective;

public sealed class ObjectiveTests
{
    private static readonly bool[] Both = [true, false];

    public static TheoryData<string, bool> Cases => [.. from name in GoldenCase.Names from hardest in Both select (name.Data, hardest)];

    public static TheoryData<string, bool> SafCases =>
        [.. from name in GoldenCase.Names
            where GoldenCase.Load(name.Data).Module == SimilarityModule.Saf
            from hardest in Both
            select (name.Data, hardest)];

    [Theory, MemberData(nameof(Cases))]
    public void Loss_and_gradients_are_those_of_the_plain_loop(string name, bool hardest)
    {
        var golden = GoldenCase.Load(name);
        var plain = Differentiate(golden, network => new PlainObjective(network, new HingeLoss(0.2, hardest)));
        var fast = Differentiate(golden, network => golden.Module == SimilarityModule.Sgr
            ? new SgrObjective(network, new HingeLoss(0.2, hardest))
            : new SafObjective(network, new HingeLoss(0.2, hardest)));
        AssertEqual(golden, hardest, plain, fast);
    }

    [Theory, MemberData(nameof(SafCases))]
    public void Constant_statistics_give_the_gradients_of_all_pairs_with_detached_statistics(string name, bool hardest)
    {
        var golden = GoldenCase.Load(name);
        var all = Differentiate(golden, network => new DetachedStatistics(network, new HingeLoss(0.2, hardest)));
        var fast = Differentiate(golden, network => new SafObjective(network, new HingeLoss(0.2, hardest), SafStatistics.Constant));
        AssertEqual(golden, hardest, all, fast);
    }

    [Theory, MemberData(nameof(SafCases))]
    public void Constant_statistics_leave_the_loss_and_the_running_statistics_as_published(string name, bool hardest)
    {
        var golden = GoldenCase.Load(name);
        var plain = Differentiate(golden, network => new PlainObjective(network, new HingeLoss(0.2, hardest)));
        var fast = Differentiate(golden, network => new SafObjective(network, new HingeLoss(0.2, hardest), SafStatistics.Constant));
        Assert.Equal(plain.Loss, fast.Loss, 2e-6 * Math.Max(1, plain.Loss));
        foreach (var buffer in plain.Tensors.Keys.Where(tensor => tensor.Contains("running", StringComparison.Ordinal)))
            Close.Assert(plain.Tensors[buffer], fast.Tensors[buffer], 2e-6, $"{name} {buffer}");
        Assert.NotEqual(plain.Tensors["grad.sim_enc.SAF_module.attn_sim_w.weight"], fast.Tensors["grad.sim_enc.SAF_module.attn_sim_w.weight"]);
    }

    [Fact]
    public void A_joint_loss_has_the_gradients_of_both()
    {
        using var both = new RandomBatch(NetworkKind.Joint);
        both.AssertSame(network => new PlainObjective(network, new HingeLoss()), network => new JointObjective(
            network, new SgrObjective(network, new HingeLoss()), new SafObjective(network, new HingeLoss())));
    }

    private static void AssertEqual(
        GoldenCase golden, bool hardest, (double Loss, Dictionary<string, float[]> Tensors) expected,
        (double Loss, Dictionary<string, float[]> Tensors) found)
    {
        Assert.Equal(expected.Loss, found.Loss, 2e-6 * Math.Max(1, expected.Loss));
        Assert.Equal(expected.Tensors.Keys, found.Tensors.Keys);
        foreach (var (tensor, values) in expected.Tensors)
        {
            var allowed = tensor.StartsWith("grad", StringComparison.Ordinal) && golden.HasTolerance(tensor) ? golden.Tolerance(tensor) : 2e-6;
            Close.Assert(values, found.Tensors[tensor], allowed * (hardest ? 1 : 10), $"{golden.Name} {tensor}");
        }
    }

    /// <summary>The loss with every gradient and buffer after it.</summary>
    private static (double Loss, Dictionary<string, float[]> Tensors) Differentiate(
        GoldenCase golden, Func<SgrafNetwork, IObjective> create)
    {
        using var batch = new GoldenBatch(golden, training: true);
        using var objective = create(batch.Network);
        var cut = new CutBatch(batch.Encode());
        var terms = objective.Differentiate(cut.Leaves, [.. Enumerable.Range(0, batch.Captions.Count)]);
        cut.Backward();
        var gradients = batch.Network.TensorsOf(golden.Module).Where(tensor => tensor.Tensor.grad is not null)
            .ToDictionary(tensor => $"grad.{tensor.Name}", tensor => NetworkWeights.Read(tensor.Tensor.grad!).Values.ToArray());
        foreach (var (buffer, tensor) in batch.Network.named_buffers())
            gradients.Add(buffer, NetworkWeights.Read(tensor).Values.ToArray());
        return (terms.Sum(term => term.Value), gradients);
    }
}
