using BenchmarkDotNet.Running;
using Sgraf.Benchmarks.Gallery;
using Sgraf.Benchmarks.Load;

namespace Sgraf.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [LoadCommand.Name, .. var load]) return await LoadCommand.RunAsync(load);
        if (args is [SyntheticCommand.Name, .. var synthetic]) return await SyntheticCommand.RunAsync(synthetic);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
