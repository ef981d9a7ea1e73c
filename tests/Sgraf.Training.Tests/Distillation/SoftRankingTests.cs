using Sgraf.Training.Distillation;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Distillation;

public sealed class SoftRankingTests
{
    private static readonly float[,] Teacher = { { 2, 0, 1 }, { -1, 0.5f, 0.25f } };
    private static readonly float[,] Student = { { 1, 0.5f, 0 }, { 0.75f, -0.5f, 2 } };

    public SoftRankingTests() => TorchLibrary.Load();

    [Fact]
    public void The_loss_is_the_cross_entropy_over_captions_and_over_images() =>
        Assert.Equal(Formula(Student, rows: 1.5, columns: 0.5), Loss(Student), 1e-5);

    [Fact]
    public void Nothing_has_a_smaller_loss_than_the_teacher_itself_and_an_offset_changes_nothing()
    {
        var least = Loss(Teacher);
        Assert.Equal(least, Loss(Changed(Teacher, (value, _, _) => value + 3)), 1e-5);
        for (var row = 0; row < 2; row++)
            for (var column = 0; column < 3; column++)
                Assert.True(Loss(Changed(Teacher, (value, i, j) => (i, j) == (row, column) ? value + 0.1f : value)) > least);
    }

    private static double Loss(float[,] student)
    {
        using var scope = NewDisposeScope();
        using var ranking = new SoftRanking(overCaptions: 1.5f, overImages: 0.5f);
        return ranking.Of(tensor(student), tensor(Teacher)).item<float>();
    }

    private static double Formula(float[,] student, double rows, double columns)
    {
        var overCaptions = Enumerable.Range(0, 2).Average(i => CrossEntropy(
            [.. Enumerable.Range(0, 3).Select(j => rows * Teacher[i, j])], [.. Enumerable.Range(0, 3).Select(j => rows * student[i, j])]));
        var overImages = Enumerable.Range(0, 3).Average(j => CrossEntropy(
            [.. Enumerable.Range(0, 2).Select(i => columns * Teacher[i, j])], [.. Enumerable.Range(0, 2).Select(i => columns * student[i, j])]));
        return overCaptions + overImages;
    }

    private static double CrossEntropy(double[] teacher, double[] student) =>
        -teacher.Zip(student).Sum(pair => Math.Exp(pair.First) / teacher.Sum(Math.Exp) * (pair.Second - Math.Log(student.Sum(Math.Exp))));

    private static float[,] Changed(float[,] values, Func<float, int, int, float> change)
    {
        var changed = (float[,])values.Clone();
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 3; j++)
                changed[i, j] = change(values[i, j], i, j);
        return changed;
    }
}
