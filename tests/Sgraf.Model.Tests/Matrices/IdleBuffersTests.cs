using System.Runtime.InteropServices;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Tests.Matrices;

public sealed class IdleBuffersTests
{
    [Fact]
    public void A_block_that_was_given_up_serves_once_what_is_not_much_smaller()
    {
        using var idle = new IdleBuffers(budget: 1000);
        var block = NewBlock(300);
        idle.Give(block, 300);
        Assert.Null(idle.Take(301));
        Assert.Null(idle.Take(149));
        Assert.Equal((block, 300u), idle.Take(150));
        Assert.Null(idle.Take(150));
        idle.Give(block, 300);
    }

    [Fact]
    public void The_budget_is_never_passed()
    {
        using var idle = new IdleBuffers(budget: 1000);
        for (var block = 0; block < 4; block++) idle.Give(NewBlock(300), 300);    // the last is freed
        var taken = Enumerable.Range(0, 4).Select(_ => idle.Take(300)).ToArray();
        Assert.Equal([true, true, true, false], taken.Select(block => block is not null));
        foreach (var block in taken.Take(3)) idle.Give(block!.Value.Start, 300);
    }

    [Fact]
    public void Threads_never_have_the_same_block()
    {
        using var idle = new IdleBuffers(budget: 10_000);
        Parallel.For(0, 8, thread =>
        {
            for (var round = 0; round < 2000; round++)
            {
                var start = idle.Take(100)?.Start ?? NewBlock(100);
                Marshal.WriteInt32(start, thread);
                Thread.SpinWait(20);
                Assert.Equal(thread, Marshal.ReadInt32(start));
                idle.Give(start, 100);
            }
        });
    }

    private static unsafe nint NewBlock(nuint bytes) => (nint)NativeMemory.AlignedAlloc(bytes, 64);
}
