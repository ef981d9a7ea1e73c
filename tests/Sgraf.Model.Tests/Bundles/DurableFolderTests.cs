using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class DurableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("target");

    private string Temporary => _folder.PathOf("temporary");

    public DurableFolderTests() => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Temporary).FullName, "name"), "new");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_takes_a_free_name()
    {
        DurableFolder.Publish(Temporary, Target);
        Assert.Equal("new", Contents(Target));
        Assert.False(Directory.Exists(Temporary));
    }

    [Fact]
    public void A_folder_changes_places_with_an_older_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Folders are exchanged in one step on Linux alone.");
        MakeOlder();
        DurableFolder.Publish(Temporary, Target);
        Assert.Equal("new", Contents(Target));
        Assert.Equal("old", Contents(Temporary));
    }

    [Fact]
    public void Two_steps_do_it_where_one_is_not_to_be_had()
    {
        MakeOlder();
        DurableFolder.ReplaceInTwoSteps(Temporary, Target);
        Assert.Equal("new", Contents(Target));
        Assert.Equal([Target], Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void What_an_interrupted_replacement_put_aside_is_not_overwritten()
    {
        MakeOlder();
        Directory.CreateDirectory(DurableFolder.NameAside(Target));
        Assert.Throws<IOException>(() => DurableFolder.ReplaceInTwoSteps(Temporary, Target));
        Assert.Equal("old", Contents(Target));
    }

    private void MakeOlder() => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Target).FullName, "name"), "old");

    private static string Contents(string folder) => File.ReadAllText(Path.Combine(folder, "name"));
}
