using System.Reflection;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Training.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Training = Assembly.Load("sgraf");

    [Fact]
    public void The_compiled_command_uses_neither_the_web_nor_the_api() =>
        AssemblyRules.UsesNone(Training, "Microsoft.AspNetCore", "Sgraf.Api");

    [Fact]
    public void No_folder_bears_the_name_of_a_type() =>
        AssemblyRules.NoFolderBearsTheNameOfAType(Training, typeof(ModelConfig).Assembly);
}
