using System.Reflection;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Api.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Api = Assembly.Load("Sgraf.Api");

    [Fact]
    public void The_compiled_service_uses_neither_libtorch_nor_the_command() => AssemblyRules.UsesNone(Api, "TorchSharp", "sgraf");

    [Fact]
    public void No_folder_bears_the_name_of_a_type() => AssemblyRules.NoFolderBearsTheNameOfAType(Api, typeof(ModelConfig).Assembly);
}
