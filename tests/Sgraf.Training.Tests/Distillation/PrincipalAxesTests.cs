using Sgraf.Training.Distillation;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Distillation;

public sealed class PrincipalAxesTests
{
    private const int G = 6;

    public PrincipalAxesTests() => TorchLibrary.Load();

    [Fact]
    public void At_full_size_nothing_changes()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(eye(G).data<float>().ToArray(), PrincipalAxes.Of([Block()], G).data<float>().ToArray());
    }

    [Fact]
    public void Vectors_of_a_plane_keep_their_products_in_two_dimensions()
    {
        using var scope = NewDisposeScope();
        var block = Block();
        var axes = PrincipalAxes.Of([block], 2);
        Tensor images = tensor(block.Images, [3, G]), captions = tensor(block.Captions, [4, G]);
        var expected = images.mm(captions.t());
        var found = images.mm(axes.t()).mm(captions.mm(axes.t()).t());
        Assert.Equal([2L, G], axes.shape);
        Assert.True(allclose(expected, found, rtol: 0, atol: 1e-5), $"{expected} {found}");
    }

    /// <summary>Images and captions in one plane.</summary>
    private static TeacherBlock Block()
    {
        var random = new Random(2);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var (first, second) = (Draw(G), Draw(G));
        float[] Vectors(int count) => [.. Enumerable.Range(0, count).SelectMany(_ =>
        {
            var (a, b) = (random.NextSingle(), random.NextSingle());
            return first.Zip(second, (x, y) => a * x + b * y);
        })];
        return new TeacherBlock(Vectors(3), Vectors(4), new float[12], ImageCount: 3);
    }
}
