using System.Runtime.CompilerServices;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class MappedValuesTests : IDisposable
{
    private const int Count = 1 << 20;
    private static readonly float[] Numbers = [.. Enumerable.Range(0, Count).Select(i => i / 8f)];

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.PathOf("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_view_reads_the_file_without_a_copy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a mapped file be replaced; there tensors are read.");
        Write(Numbers);
        using var file = SafetensorsFile.Open(Path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var view = file.Read("a").View();
        Assert.Equal(Count, view.Values.Length);
        Assert.Equal(Numbers[^1], view.Values[^1]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
        Assert.True(view.Values.SequenceEqual(Numbers));
    }

    [Fact]
    public void A_tensor_stays_good_after_its_file_is_closed_replaced_and_deleted()
    {
        Write(Numbers);
        var tensor = Read("a");
        Write(new float[Count]);    // takes the name of the older file
        Assert.True(Equals(tensor, Numbers));
        Assert.True(Equals(Read("a"), new float[Count]));
        File.Delete(Path);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(Equals(tensor, Numbers));
        Assert.True(tensor.Span.SequenceEqual(Numbers));
        Assert.True(tensor.Values[1..].Span.SequenceEqual(Numbers.AsSpan(1)));
    }

    [Fact]
    public void A_view_keeps_the_map_when_nothing_else_does()
    {
        Write(Numbers);
        using var view = Read("a").View();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.True(view.Values.SequenceEqual(Numbers));
    }

    [Fact]
    public void The_map_ends_with_the_last_tensor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files are mapped is asked of /proc.");
        Write(Numbers);
        ReadAndForget();
        for (var i = 0; i < 10 && IsMapped(); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(IsMapped());
    }

    [Fact]
    public void Many_threads_read_one_tensor_at_once()
    {
        Write(Numbers);
        var tensor = Read("a");
        Parallel.For(0, 200, i =>
        {
            if (i % 20 == 0) Assert.Equal(Numbers[i], tensor.Span[i]);
            else Assert.True(Equals(tensor, Numbers));
        });
    }

    [Theory]
    [InlineData(0, 4096, 0, 4096)]
    [InlineData(1, 4096, 4096, 0)]
    [InlineData(1, 8191, 4096, 4096)]
    [InlineData(4095, 4098, 4096, 4096)]
    [InlineData(4096, 4095, 4096, 0)]
    [InlineData(5000, 100, 8192, 0)]
    [InlineData(100, 20000, 4096, 12288)]
    public void Pages_that_a_tensor_shares_with_its_neighbours_are_not_given_back(int start, int length, int first, int given) =>
        Assert.Equal(((nuint)first, (nuint)given), MappedValues.WholePages((nuint)start, (nuint)length, page: 4096));

    private static bool Equals(WeightTensor tensor, float[] expected)
    {
        using var view = tensor.View();
        return view.Values.SequenceEqual(expected);
    }

    private void Write(float[] values) =>
        SafetensorsWriter.Write(Path, new Dictionary<string, WeightTensor> { ["a"] = new([values.Length], values) });

    private WeightTensor Read(string name)
    {
        using var file = SafetensorsFile.Open(Path);
        return file.Read(name);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadAndForget()
    {
        var tensor = Read("a");
        Assert.True(IsMapped());
        Assert.True(Equals(tensor, Numbers));
    }

    private bool IsMapped() => File.ReadLines("/proc/self/maps").Any(line => line.EndsWith(Path, StringComparison.Ordinal));
}
