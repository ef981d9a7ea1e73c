using BenchmarkDotNet.Running;
using Sgraf.Benchmarks.Load;

namespace Sgraf.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [LoadCommand.Name, .. var rest]) return await LoadCommand.RunAsync(rest);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
