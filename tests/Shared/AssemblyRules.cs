using System.Reflection;

namespace Sgraf.Tests;

/// <summary>Rules of the design that hold for every project, checked on what was compiled.</summary>
internal static class AssemblyRules
{
    /// <summary>Fails when the assembly uses one of the given libraries, or one named below them.</summary>
    public static void UsesNone(Assembly assembly, params string[] forbidden)
    {
        var used = assembly.GetReferencedAssemblies().Select(reference => $"{reference.Name}.")
            .Where(name => forbidden.Any(library => name.StartsWith($"{library}.", StringComparison.Ordinal)));
        Assert.Empty(used);
    }

    /// <summary>Fails when a folder, seen as a part of a namespace, bears the name of a type: neither could be named without trouble.</summary>
    public static void NoFolderBearsTheNameOfAType(params Assembly[] assemblies)
    {
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsNested: false, Namespace: not null }).ToList();
        var folders = types.SelectMany(type => type.Namespace!.Split('.')).ToHashSet();
        var misnamed = types.Where(type => folders.Contains(type.Name.Split('`')[0]));
        Assert.Empty(misnamed);
    }
}
