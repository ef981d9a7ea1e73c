using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Sgraf.Model.Tests;

/// <summary>The rules of the design: which project may use which, and which way the data goes inside Sgraf.Model.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The folders of Sgraf.Model in the order of the data: each may use those before it.</summary>
    private static readonly string[] Folders = ["Bundles", "Matrices", "Images", "Text", "Graphs", "Encoding", "Scoring", "Search"];

    private static readonly System.Reflection.Assembly Model = typeof(ModelConfig).Assembly;
    private static readonly Architecture Compiled = new ArchLoader().LoadAssemblies(Model).Build();

    public static TheoryData<string> AllFolders => [.. Folders];

    [Theory, MemberData(nameof(AllFolders))]
    public void A_folder_of_the_model_uses_none_that_comes_later(string folder)
    {
        var later = Folders[(Array.IndexOf(Folders, folder) + 1)..];
        AssertNoUse(from: @$"^Sgraf\.Model\.{folder}(\.|$)", of: @$"^Sgraf\.Model\.(?:{string.Join('|', later)}|-)(\.|$)");
    }

    [Fact]
    public void What_lies_beside_the_folders_uses_none_of_them() => AssertNoUse(from: @"^Sgraf\.Model$", of: @"^Sgraf\.Model\.");

    [Fact]
    public void Every_folder_of_the_model_has_its_place_in_the_order()
    {
        var found = Model.GetTypes().Select(type => type.Namespace ?? "").Where(name => name.StartsWith("Sgraf.Model.", StringComparison.Ordinal));
        Assert.Subset(Folders.ToHashSet(), found.Select(name => name.Split('.')[2]).ToHashSet());
    }

    [Theory]
    [InlineData("Sgraf.Model")]
    [InlineData("Sgraf.Training", "Sgraf.Model")]
    [InlineData("Sgraf.Api", "Sgraf.Model")]
    [InlineData("tests/Sgraf.Benchmarks", "Sgraf.Api", "Sgraf.Model")]
    public void Training_and_api_see_the_model_and_never_each_other(string project, params string[] seen) =>
        Assert.Equal(seen, References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))));

    [Theory]
    [InlineData("Sgraf.Model")]
    [InlineData("Sgraf.Api")]
    public void Only_training_sees_libtorch(string project) =>
        Assert.DoesNotContain(References(project, "PackageReference"), name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("Sgraf.Model")]
    [InlineData("Sgraf.Training")]
    public void Only_the_api_sees_the_web(string project)
    {
        Assert.Equal("Microsoft.NET.Sdk", ProjectFile(project).Attribute("Sdk")?.Value);
        var seen = References(project, "PackageReference").Concat(References(project, "FrameworkReference"));
        Assert.DoesNotContain(seen, name => name.Contains("AspNetCore", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_compiled_model_uses_neither_web_nor_libtorch() =>
        AssemblyRules.UsesNone(Model, "Microsoft.AspNetCore", "TorchSharp", "Sgraf.Api", "sgraf");

    [Fact]
    public void No_folder_bears_the_name_of_a_type() => AssemblyRules.NoFolderBearsTheNameOfAType(Model);

    private static void AssertNoUse(string from, string of)
    {
        var rule = Types().That().ResideInNamespaceMatching(from)
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(of))
            .WithoutRequiringPositiveResults();
        Assert.Empty(rule.Evaluate(Compiled).Where(result => !result.Passed).Select(result => result.Description));
    }

    private static IEnumerable<string> References(string project, string kind) =>
        ProjectFile(project).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);

    private static XElement ProjectFile(string project) =>
        XDocument.Load(Repository.Require($"{project}/{Path.GetFileName(project)}.csproj")).Root!;
}
